package io.hearth.dist;

/** The answer to a creation in the page on which the API rests, with the owner that a first start makes. */
final class SampleAnswer {

    static final String JSON = """
            {
                "id": "f28a0d0c-0a37-4bd4-8d1d-1416031e5151",
                "appId": null,
                "name": null,
                "owner": "admin",
                "proxyUser": null,
                "state": "starting",
                "kind": "spark",
                "appInfo": {
                    "driverLogUrl": null,
                    "sparkUiUrl": null
                },
                "log": [
                    "stdout: ",
                    "\\nstderr: ",
                    "\\nYARN Diagnostics: "
                ],
                "sc_type": "A",
                "cluster_name": "test_cluster",
                "create_time": 1531906043036,
                "update_time": 0
            }""";

    private SampleAnswer() {}
}
