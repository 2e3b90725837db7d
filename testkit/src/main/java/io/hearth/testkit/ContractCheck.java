package io.hearth.testkit;

import com.atlassian.oai.validator.OpenApiInteractionValidator;
import com.atlassian.oai.validator.model.Request;
import com.atlassian.oai.validator.model.SimpleRequest;
import com.atlassian.oai.validator.model.SimpleResponse;
import com.atlassian.oai.validator.report.LevelResolver;
import com.atlassian.oai.validator.report.ValidationReport;
import com.atlassian.oai.validator.whitelist.ValidationErrorsWhitelist;
import com.atlassian.oai.validator.whitelist.rule.WhitelistRules;
import io.hearth.cli.client.Exchange;
import io.hearth.cli.client.ExchangeObserver;
import java.net.URI;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Holds every exchange against the OpenAPI document that a gateway serves. Thread-safe. */
public final class ContractCheck implements ExchangeObserver {

    private final OpenApiInteractionValidator validator;

    /** @param document the OpenAPI document, as YAML */
    public ContractCheck(String document) {
        validator = OpenApiInteractionValidator.createForInlineApiSpecification(document)
                .withLevelResolver(LevelResolver.create()
                        .withLevel("validation.request.path.missing", ValidationReport.Level.IGNORE)
                        .withLevel("validation.request.operation.notAllowed", ValidationReport.Level.IGNORE)
                        .build())
                .withWhitelist(ValidationErrorsWhitelist.create()
                        .withRule(
                                "A text of no bytes is a text; the validator takes it for none",
                                WhitelistRules.allOf(
                                        WhitelistRules.messageHasKey("validation.response.body.missing"),
                                        WhitelistRules.pathContainsSubstring("/output"))))
                .build();
    }

    @Override
    public void observed(
            String method,
            String path,
            Map<String, String> requestHeaders,
            @Nullable String requestBody,
            Exchange exchange) {
        URI uri = URI.create(path);
        SimpleResponse.Builder response = SimpleResponse.Builder.status(exchange.status());
        exchange.headers().map().forEach(response::withHeader);
        if (!exchange.body().isEmpty()) {
            response.withBody(exchange.body());
        }
        ValidationReport report = validator.validateResponse(
                uri.getPath(), Request.Method.valueOf(method.toUpperCase(Locale.ROOT)), response.build());
        if (exchange.status() / 100 == 2) {
            report = report.merge(validator.validateRequest(request(method, uri, requestHeaders, requestBody)));
        }
        if (report.hasErrors()) {
            throw new AssertionError("%s %s answered %d against the contract: %s%n%s"
                    .formatted(method, path, exchange.status(), report.getMessages(), exchange.body()));
        }
    }

    private static Request request(String method, URI uri, Map<String, String> headers, @Nullable String body) {
        SimpleRequest.Builder request = new SimpleRequest.Builder(method, uri.getPath());
        headers.forEach(request::withHeader);
        if (uri.getQuery() != null) {
            for (String parameter : uri.getQuery().split("&", -1)) {
                String[] pair = parameter.split("=", 2);
                request.withQueryParam(pair[0], pair.length == 2 ? pair[1] : "");
            }
        }
        if (body != null) {
            request.withContentType("application/json").withBody(body);
        }
        return request.build();
    }
}
