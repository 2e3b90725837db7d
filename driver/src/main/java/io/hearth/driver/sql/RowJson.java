package io.hearth.driver.sql;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.Period;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import org.apache.spark.sql.catalyst.expressions.SpecializedGetters;
import org.apache.spark.sql.catalyst.util.ArrayData;
import org.apache.spark.sql.catalyst.util.MapData;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.BinaryType;
import org.apache.spark.sql.types.BooleanType;
import org.apache.spark.sql.types.ByteType;
import org.apache.spark.sql.types.CalendarIntervalType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DateType;
import org.apache.spark.sql.types.DayTimeIntervalType;
import org.apache.spark.sql.types.DecimalType;
import org.apache.spark.sql.types.DoubleType;
import org.apache.spark.sql.types.FloatType;
import org.apache.spark.sql.types.IntegerType;
import org.apache.spark.sql.types.LongType;
import org.apache.spark.sql.types.MapType;
import org.apache.spark.sql.types.ShortType;
import org.apache.spark.sql.types.StringType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.types.TimeType;
import org.apache.spark.sql.types.TimestampNTZType;
import org.apache.spark.sql.types.TimestampType;
import org.apache.spark.sql.types.UserDefinedType;
import org.apache.spark.sql.types.VariantType;
import org.apache.spark.sql.types.YearMonthIntervalType;
import org.apache.spark.unsafe.types.CalendarInterval;

/**
 * Writes values as JSON. Numbers are exact, decimals keep their scale, and what JSON has no number for is a string: NaN,
 * Infinity, -Infinity. Binary is base64, dates, times and intervals are ISO-8601. A struct is an object, a map one too when
 * its keys are strings, and otherwise an array of objects with key and value.
 */
final class RowJson {

    private final ZoneId zone;

    /** @param zone in which points in time are written */
    RowJson(ZoneId zone) {
        this.zone = zone;
    }

    /** A row as an array. */
    String row(SpecializedGetters row, StructType schema) {
        StringBuilder out = new StringBuilder("[");
        StructField[] fields = schema.fields();
        for (int i = 0; i < fields.length; i++) {
            out.append(i == 0 ? "" : ",");
            value(out, row, i, fields[i].dataType());
        }
        return out.append(']').toString();
    }

    private void value(StringBuilder out, SpecializedGetters row, int at, DataType type) {
        if (row.isNullAt(at)) {
            out.append("null");
        } else if (type instanceof UserDefinedType<?> own) {
            value(out, row, at, own.sqlType());
        } else if (!number(out, row, at, type) && !time(out, row, at, type) && !nested(out, row, at, type)) {
            scalar(out, row, at, type);
        }
    }

    private static boolean number(StringBuilder out, SpecializedGetters row, int at, DataType type) {
        if (type instanceof IntegerType) {
            out.append(row.getInt(at));
        } else if (type instanceof LongType) {
            out.append(row.getLong(at));
        } else if (type instanceof ShortType) {
            out.append(row.getShort(at));
        } else if (type instanceof ByteType) {
            out.append(row.getByte(at));
        } else if (type instanceof DoubleType) {
            double number = row.getDouble(at);
            out.append(Double.isFinite(number) ? Double.toString(number) : '"' + Double.toString(number) + '"');
        } else if (type instanceof FloatType) {
            float number = row.getFloat(at);
            out.append(Float.isFinite(number) ? Float.toString(number) : '"' + Float.toString(number) + '"');
        } else if (type instanceof DecimalType decimal) {
            out.append(row.getDecimal(at, decimal.precision(), decimal.scale())
                    .toJavaBigDecimal()
                    .toPlainString());
        } else {
            return false;
        }
        return true;
    }

    private boolean time(StringBuilder out, SpecializedGetters row, int at, DataType type) {
        if (type instanceof DateType) {
            quoted(out, LocalDate.ofEpochDay(row.getInt(at)));
        } else if (type instanceof TimestampType) {
            quoted(
                    out,
                    instant(row.getLong(at))
                            .atZone(zone)
                            .toOffsetDateTime()
                            .format(DateTimeFormatter.ISO_OFFSET_DATE_TIME));
        } else if (type instanceof TimestampNTZType) {
            quoted(
                    out,
                    LocalDateTime.ofInstant(instant(row.getLong(at)), ZoneOffset.UTC)
                            .format(DateTimeFormatter.ISO_LOCAL_DATE_TIME));
        } else if (type instanceof TimeType) {
            quoted(out, LocalTime.ofNanoOfDay(row.getLong(at)).format(DateTimeFormatter.ISO_LOCAL_TIME));
        } else if (type instanceof YearMonthIntervalType) {
            quoted(out, Period.ofMonths(row.getInt(at)).normalized());
        } else if (type instanceof DayTimeIntervalType) {
            quoted(out, Duration.of(row.getLong(at), ChronoUnit.MICROS));
        } else if (type instanceof CalendarIntervalType) {
            quoted(out, calendarInterval(row.getInterval(at)));
        } else {
            return false;
        }
        return true;
    }

    private static Instant instant(long micros) {
        return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
    }

    private static String calendarInterval(CalendarInterval interval) {
        Period days = Period.of(0, interval.months, interval.days).normalized();
        Duration rest = Duration.of(interval.microseconds, ChronoUnit.MICROS);
        if (days.isZero()) {
            return rest.toString();
        }
        return rest.isZero() ? days.toString() : days + rest.toString().substring(1);
    }

    private static void quoted(StringBuilder out, Object plain) {
        out.append('"').append(plain).append('"');
    }

    private boolean nested(StringBuilder out, SpecializedGetters row, int at, DataType type) {
        if (type instanceof StructType struct) {
            object(out, row.getStruct(at, struct.length()), struct);
        } else if (type instanceof ArrayType array) {
            array(out, row.getArray(at), array.elementType());
        } else if (type instanceof MapType map) {
            if (map.keyType() instanceof StringType) {
                objectOfMap(out, row.getMap(at), map);
            } else {
                entriesOfMap(out, row.getMap(at), map);
            }
        } else {
            return false;
        }
        return true;
    }

    private void object(StringBuilder out, SpecializedGetters struct, StructType type) {
        out.append('{');
        StructField[] fields = type.fields();
        for (int i = 0; i < fields.length; i++) {
            out.append(i == 0 ? "" : ",");
            JsonText.quote(out, fields[i].name());
            out.append(':');
            value(out, struct, i, fields[i].dataType());
        }
        out.append('}');
    }

    private void array(StringBuilder out, ArrayData array, DataType elements) {
        out.append('[');
        for (int i = 0; i < array.numElements(); i++) {
            out.append(i == 0 ? "" : ",");
            value(out, array, i, elements);
        }
        out.append(']');
    }

    private void objectOfMap(StringBuilder out, MapData map, MapType type) {
        out.append('{');
        for (int i = 0; i < map.numElements(); i++) {
            out.append(i == 0 ? "" : ",");
            value(out, map.keyArray(), i, type.keyType());
            out.append(':');
            value(out, map.valueArray(), i, type.valueType());
        }
        out.append('}');
    }

    private void entriesOfMap(StringBuilder out, MapData map, MapType type) {
        out.append('[');
        for (int i = 0; i < map.numElements(); i++) {
            out.append(i == 0 ? "{\"key\":" : ",{\"key\":");
            value(out, map.keyArray(), i, type.keyType());
            out.append(",\"value\":");
            value(out, map.valueArray(), i, type.valueType());
            out.append('}');
        }
        out.append(']');
    }

    private void scalar(StringBuilder out, SpecializedGetters row, int at, DataType type) {
        if (type instanceof BooleanType) {
            out.append(row.getBoolean(at));
        } else if (type instanceof StringType) {
            JsonText.quote(out, row.getUTF8String(at).toString());
        } else if (type instanceof BinaryType) {
            quoted(out, Base64.getEncoder().encodeToString(row.getBinary(at)));
        } else if (type instanceof VariantType) {
            out.append(row.getVariant(at).toJson(zone));
        } else {
            JsonText.quote(out, String.valueOf(row.get(at, type)));
        }
    }
}
