package io.hearth.driver.sql;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.UnsafeRow;
import scala.collection.Iterator;
import scala.runtime.AbstractFunction1;

/**
 * The first rows of a partition, taken where the partition is: no more of them are read, and none leave, than the bounds
 * say. Executors of a cluster do not have the driver's jar; they load this class like those of the shell.
 *
 * <p>The answer is a row's length and bytes for each row, -1 after the last, and one byte: 1 when there was a row that did not
 * fit any more.
 */
final class RowPrefix extends AbstractFunction1<Iterator<InternalRow>, byte[]> implements Serializable {

    static final int END = -1;
    private static final long serialVersionUID = 1;

    private final int mostRows;
    private final long mostBytes;

    RowPrefix(int mostRows, long mostBytes) {
        this.mostRows = mostRows;
        this.mostBytes = mostBytes;
    }

    /** Puts the class where executors look for those of the shell. */
    static void publish(Path classes) {
        String file = RowPrefix.class.getName().replace('.', '/') + ".class";
        Path target = classes.resolve(file);
        try (InputStream code =
                Objects.requireNonNull(RowPrefix.class.getClassLoader().getResourceAsStream(file))) {
            Files.createDirectories(Objects.requireNonNull(target.getParent()));
            Files.write(target, code.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public byte[] apply(Iterator<InternalRow> rows) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeBoolean(write(rows, out));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private boolean write(Iterator<InternalRow> rows, DataOutputStream out) throws IOException {
        long room = mostBytes;
        boolean cut = false;
        for (int count = 0; count < mostRows && !cut && rows.hasNext(); count++) {
            UnsafeRow row = (UnsafeRow) rows.next();
            room -= row.getSizeInBytes();
            cut = room < 0;
            if (!cut) {
                out.writeInt(row.getSizeInBytes());
                out.write(row.getBytes());
            }
        }
        out.writeInt(END);
        return cut;
    }
}
