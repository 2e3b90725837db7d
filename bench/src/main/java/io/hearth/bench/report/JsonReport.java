package io.hearth.bench.report;

import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The report as programs read it, with every sample. */
public final class JsonReport {

    private JsonReport() {}

    public static String write(Report report) {
        ObjectNode json = JsonMapper.shared().createObjectNode();
        json.put("began", report.began().toString());
        json.put("revision", report.revision());
        ObjectNode machine = json.putObject("machine");
        report.machine().forEach(machine::put);
        var warnings = json.putArray("warnings");
        report.warnings().forEach(warnings::add);
        var results = json.putArray("results");
        report.results().forEach(result -> put(result, results.addObject()));
        var failures = json.putArray("failures");
        report.failures()
                .forEach(failure ->
                        failures.addObject().put("row", failure.row()).put("reason", failure.reason()));
        return json.toPrettyString();
    }

    private static void put(Result result, ObjectNode json) {
        json.put("row", result.row());
        json.put("what", result.what());
        json.put("unit", result.quantity().symbol());
        json.put("value", result.value());
        Limit limit = result.limit();
        if (limit != null) {
            json.put("limit", limit.of(result));
            json.put("limit_text", limit.describe(result));
            json.put("met", !result.isMiss());
        }
        Baseline baseline = result.baseline();
        if (baseline != null) {
            json.putObject("baseline").put("name", baseline.name()).put("value", baseline.value());
            json.put("ratio", result.value() / baseline.value());
        }
        ObjectNode details = json.putObject("details");
        result.details().forEach(details::put);
        Samples samples = result.samples();
        if (samples != null) {
            var values = json.putArray("samples");
            samples.values().forEach(values::add);
        }
    }
}
