package io.hearth.driver.repl;

import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import scala.tools.asm.ClassReader;
import scala.tools.asm.ClassVisitor;
import scala.tools.asm.ClassWriter;
import scala.tools.asm.Label;
import scala.tools.asm.MethodTooLargeException;
import scala.tools.asm.MethodVisitor;
import scala.tools.asm.Opcodes;

/**
 * Puts a call of {@link LoopCheck#test} into a class: before every jump back, for loops of its own, and at the start of every
 * method, for recursion and for loops of libraries that call it.
 *
 * <p>The call takes and gives nothing, so that the frames of the class stay as they are, and so do its members and with them
 * the version that serialization computes: a class that an executor loads without the calls is the same to it.
 */
final class LoopRewriter {

    private static final String OWNER = LoopCheck.class.getName().replace('.', '/');

    private LoopRewriter() {}

    /** The class with its checks, or as it is where they would make a method too long for the JVM. */
    static byte[] rewrite(byte[] bytes) {
        ClassReader reader = new ClassReader(bytes);
        Map<String, Integer> firstLines = firstLines(reader);
        ClassWriter writer = new ClassWriter(reader, 0);
        reader.accept(
                new ClassVisitor(Opcodes.ASM9, writer) {
                    @Override
                    public MethodVisitor visitMethod(
                            int access,
                            String name,
                            String descriptor,
                            @Nullable String signature,
                            String @Nullable [] exceptions) {
                        MethodVisitor plain = super.visitMethod(access, name, descriptor, signature, exceptions);
                        return name.startsWith("<")
                                ? new Checking(plain)
                                : new CheckingAtStart(plain, firstLines.getOrDefault(name + descriptor, 0));
                    }
                },
                0);
        try {
            return writer.toByteArray();
        } catch (MethodTooLargeException e) {
            return bytes;
        }
    }

    /** The first line of every method that has one, so that a stack that ends in its check shows it. */
    private static Map<String, Integer> firstLines(ClassReader reader) {
        Map<String, Integer> lines = new HashMap<>();
        reader.accept(
                new ClassVisitor(Opcodes.ASM9) {
                    @Override
                    public MethodVisitor visitMethod(
                            int access,
                            String name,
                            String descriptor,
                            @Nullable String signature,
                            String @Nullable [] exceptions) {
                        return new MethodVisitor(Opcodes.ASM9) {
                            @Override
                            public void visitLineNumber(int line, Label start) {
                                lines.putIfAbsent(name + descriptor, line);
                            }
                        };
                    }
                },
                ClassReader.SKIP_FRAMES);
        return lines;
    }

    private static final class CheckingAtStart extends Checking {

        private final int firstLine;

        /** @param firstLine 0 for a method without */
        CheckingAtStart(MethodVisitor plain, int firstLine) {
            super(plain);
            this.firstLine = firstLine;
        }

        @Override
        public void visitCode() {
            super.visitCode();
            if (firstLine > 0) {
                Label start = new Label();
                visitLabel(start);
                visitLineNumber(firstLine, start);
            }
            check();
        }
    }

    private static class Checking extends MethodVisitor {

        private final Set<Label> passed = new HashSet<>();

        Checking(MethodVisitor plain) {
            super(Opcodes.ASM9, plain);
        }

        @Override
        public void visitLabel(Label label) {
            passed.add(label);
            super.visitLabel(label);
        }

        @Override
        public void visitJumpInsn(int opcode, Label label) {
            checkBefore(label);
            super.visitJumpInsn(opcode, label);
        }

        @Override
        public void visitTableSwitchInsn(int min, int max, Label other, Label... labels) {
            checkBefore(other, labels);
            super.visitTableSwitchInsn(min, max, other, labels);
        }

        @Override
        public void visitLookupSwitchInsn(Label other, int[] keys, Label[] labels) {
            checkBefore(other, labels);
            super.visitLookupSwitchInsn(other, keys, labels);
        }

        private void checkBefore(Label target, Label... others) {
            if (passed.contains(target) || Arrays.stream(others).anyMatch(passed::contains)) {
                check();
            }
        }

        final void check() {
            super.visitMethodInsn(Opcodes.INVOKESTATIC, OWNER, "test", "()V", false);
        }
    }
}
