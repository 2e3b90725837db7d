package io.hearth.driver.repl;

import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import scala.runtime.BoxedUnit;
import scala.runtime.ScalaRunTime;
import scala.tools.nsc.interpreter.IMain;

/** Walks to the object that holds a piece's values, which initialises it, and reads them. */
record DirectResult(IMain shell, IMain.Request request, List<ResultPart> parts) implements PieceResult {

    /** Where a class file keeps the one instance of a Scala object. */
    private static final String MODULE = "MODULE$";

    private static final String INSTANCE = "INSTANCE";

    @Override
    public PieceText evaluate() throws Throwable {
        Object holder = holder();
        StringBuilder text = new StringBuilder();
        int longestOther = 0;
        for (ResultPart part : parts) {
            if (part instanceof ResultPart.Text words) {
                text.append(words.text());
            } else if (part instanceof ResultPart.Value value) {
                Object given = member(holder, value.member());
                String shown = ScalaRunTime.replStringOf(given, value.mostElements());
                longestOther = given instanceof String ? longestOther : Math.max(longestOther, shown.length());
                text.append(shown);
            }
        }
        return new PieceText(text.toString(), longestOther);
    }

    private Object holder() throws ReflectiveOperationException {
        IMain.ReadEvalPrint line = request.lineRep();
        Class<?> companion = Class.forName(line.readPath() + "$", true, shell.classLoader());
        Object holder = member(companion.getField(MODULE).get(null), INSTANCE);
        String inner = request.accessPath();
        for (String step : Arrays.stream(inner.split("\\."))
                .filter(name -> !name.isEmpty())
                .toList()) {
            holder = member(holder, step);
        }
        return holder;
    }

    private static Object member(Object holder, String name) throws ReflectiveOperationException {
        Method accessor = holder.getClass().getMethod(name);
        Object value = accessor.invoke(holder);
        return accessor.getReturnType() == void.class ? BoxedUnit.UNIT : value;
    }
}
