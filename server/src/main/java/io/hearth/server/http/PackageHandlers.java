package io.hearth.server.http;

import io.hearth.api.PackageKind;
import io.hearth.server.packages.Modules;
import io.hearth.server.packages.PackagePlace;
import io.hearth.server.packages.Packages;
import io.hearth.server.packages.ShownPath;
import io.hearth.server.packages.UploadRequest;
import io.hearth.server.packages.Uploader;
import java.io.IOException;
import java.util.Objects;
import java.util.stream.Collectors;
import tools.jackson.databind.node.ObjectNode;

/** The calls of section 5 of the contract. */
final class PackageHandlers {

    /** It stumbles over the string that the contract has here. */
    private static final String SDK = "huaweicloud-usdk";

    private final Packages packages;
    private final Modules modules;

    PackageHandlers(Packages packages, Modules modules) {
        this.packages = packages;
        this.modules = modules;
    }

    void upload(Exchange exchange) {
        upload(exchange, UploadRequestDecoder.any(exchange.body()));
    }

    /** Of one kind, into a group. */
    Routes.ExchangeHandler uploadOf(PackageKind kind) {
        return exchange -> upload(exchange, UploadRequestDecoder.ofKind(kind, exchange.body()));
    }

    private void upload(Exchange exchange, UploadRequest request) {
        AuditLog.object(
                exchange.context(),
                request.kind().wireName() + " packages " + request.group() + " "
                        + request.paths().stream().map(ShownPath::of).collect(Collectors.joining(" ")));
        exchange.answerLater(packages.upload(exchange.project(), exchange.uploader(), request)
                .thenApply(PackageEncoder::result));
    }

    void put(Exchange exchange, StreamedContent content) throws IOException {
        PackagePlace place = exchange.packagePlace();
        PackageKind kind = exchange.query().requiredKind();
        Uploader uploader = exchange.uploader();
        AuditLog.object(exchange.context(), "package " + place.fullName());
        packages.requireMayPut(place, uploader);
        exchange.answer(PackageEncoder.shown(packages.put(place, kind, uploader, content.take())));
    }

    void list(Exchange exchange) {
        exchange.answer(PackageEncoder.list(
                packages.list(exchange.project(), exchange.query().packages()), modules.list()));
    }

    void show(Exchange exchange) {
        exchange.answer(PackageEncoder.shown(packages.find(exchange.packagePlace())));
    }

    void delete(Exchange exchange) {
        PackagePlace place = exchange.packagePlace();
        AuditLog.object(exchange.context(), "package " + place.fullName());
        packages.delete(place, exchange.uploader());
    }

    void changeOwner(Exchange exchange) {
        packages.changeOwner(exchange.project(), exchange.uploader(), UploadRequestDecoder.owner(exchange.body()));
        ObjectNode json = Json.object();
        if (Objects.requireNonNullElse(exchange.context().userAgent(), "").contains(SDK)) {
            json.put("is_success", true);
        } else {
            json.put("is_success", "true");
        }
        exchange.answer(json.put("message", ""));
    }
}
