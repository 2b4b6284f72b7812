"""compose.yaml and deploy/ give no more rights than needed, and their parts fit together."""

import re

import pytest
import yaml

from advisor.environment import NAMES
from advisor.operations import server


@pytest.fixture(scope="module")
def compose(project):
    return yaml.safe_load((project / "compose.yaml").read_text())


@pytest.fixture(scope="module")
def kubernetes(project):
    """Return all objects by kind and name."""
    kustomization = yaml.safe_load((project / "deploy" / "kustomization.yaml").read_text())
    documents = [
        document
        for name in kustomization["resources"]
        for document in yaml.safe_load_all((project / "deploy" / name).read_text())
    ]
    return {(document["kind"], document["metadata"]["name"]): document for document in documents}


@pytest.mark.parametrize("name", ["proxy", "app", "prepare", "database"])
def test_containers_have_no_privileges(compose, name):
    service = compose["services"][name]
    assert service["read_only"] is True
    assert service["cap_drop"] == ["ALL"]
    assert service["security_opt"] == ["no-new-privileges:true"]
    assert service["user"] not in ("0", "root")
    assert "privileged" not in service


def test_only_the_database_has_a_volume(compose):
    volumes = {
        name
        for name, service in compose["services"].items()
        if any(volume.startswith("database:") for volume in service.get("volumes", []))
    }
    assert (list(compose["volumes"]), volumes) == (["database"], {"database"})


def test_only_the_proxy_has_published_ports(compose):
    assert [name for name, service in compose["services"].items() if "ports" in service] == ["proxy"]
    assert [name for name, service in compose["services"].items() if "outside" in service["networks"]] == ["proxy"]
    assert all(compose["networks"][name]["internal"] for name in ("site", "data"))


def test_requests_in_flight_may_end_before_a_replica_is_killed(compose, kubernetes):
    assert int(compose["services"]["app"]["stop_grace_period"].removesuffix("s")) > server.graceful_timeout
    assert pods(kubernetes)["app"]["terminationGracePeriodSeconds"] > server.graceful_timeout


def test_logs_of_containers_have_a_limit(compose):
    limits = {name: service["logging"]["options"] for name, service in compose["services"].items()}
    assert set(limits) == {"proxy", "app", "prepare", "database"}
    assert all(limit == {"max-size": "20m", "max-file": "5"} for limit in limits.values())


def test_services_wait_for_their_dependencies(compose):
    conditions = {
        name: {other: needed["condition"] for other, needed in service.get("depends_on", {}).items()}
        for name, service in compose["services"].items()
    }
    assert conditions == {
        "proxy": {"app": "service_healthy"},
        "app": {"prepare": "service_completed_successfully"},
        "prepare": {"database": "service_healthy"},
        "database": {},
    }


def test_a_missing_secret_prevents_the_start_with_a_message(compose, project):
    text = (project / "compose.yaml").read_text()
    assert re.findall(r"\$\{(\w+):\?run \"make secrets\" once", text) == ["ALLOWED_HOSTS", *["SECRETS"] * 3]
    for service in compose["services"].values():
        assert not {"SECRET_KEY", "DATABASE_URL", "POSTGRES_PASSWORD"} & set(service.get("environment", {}))


def test_compose_passes_on_every_setting_but_those_of_its_containers(compose):
    given = {name.removesuffix("_FILE") for name in compose["services"]["app"]["environment"]}
    own = {"STATE_DIR", "STATIC_ROOT", "LISTEN_ON", "PORT", "DEBUG", "SECRET_KEY_FALLBACKS"}
    assert given == {name.removesuffix("_FILE") for name in NAMES} - own


def pods(kubernetes):
    found = {
        name: document["spec"]["template"]["spec"]
        for (kind, name), document in kubernetes.items()
        if kind in ("Deployment", "StatefulSet", "Job")
    }
    backup = kubernetes["CronJob", "backup"]["spec"]["jobTemplate"]["spec"]["template"]["spec"]
    return found | {"backup": backup}


@pytest.mark.parametrize("name", ["app", "proxy", "prepare", "database", "backup"])
def test_pods_meet_the_restricted_security_standard(kubernetes, name):
    pod = pods(kubernetes)[name]
    assert pod["securityContext"]["runAsNonRoot"] is True
    assert pod["securityContext"]["seccompProfile"] == {"type": "RuntimeDefault"}
    assert pod["automountServiceAccountToken"] is False
    for container in [*pod["containers"], *pod.get("initContainers", [])]:
        assert container["securityContext"] == {
            "allowPrivilegeEscalation": False,
            "readOnlyRootFilesystem": True,
            "capabilities": {"drop": ["ALL"]},
        }
        assert container["resources"]["limits"]["memory"]
    assert kubernetes["Namespace", "framework-advisor"]["metadata"]["labels"] == {
        "pod-security.kubernetes.io/enforce": "restricted"
    }


@pytest.mark.parametrize("name", ["app", "proxy"])
def test_there_are_two_replicas_and_one_may_be_evicted(kubernetes, name):
    assert kubernetes["Deployment", name]["spec"]["replicas"] >= 2
    budget = kubernetes["PodDisruptionBudget", name]["spec"]
    assert budget == {"minAvailable": 1, "selector": {"matchLabels": {"part": name}}}
    assert kubernetes["Deployment", name]["spec"]["strategy"]["rollingUpdate"]["maxUnavailable"] == 0


def test_each_probe_uses_its_endpoint(kubernetes):
    (app,) = pods(kubernetes)["app"]["containers"]
    paths = {probe: app[probe]["httpGet"]["path"] for probe in ("startupProbe", "livenessProbe", "readinessProbe")}
    assert paths == {"startupProbe": "/healthz", "livenessProbe": "/healthz", "readinessProbe": "/readyz/visitors"}


def test_network_policies_deny_by_default(kubernetes):
    nobody = kubernetes["NetworkPolicy", "nobody"]["spec"]
    assert nobody == {"podSelector": {}, "policyTypes": ["Ingress", "Egress"]}
    to_app = kubernetes["NetworkPolicy", "app"]["spec"]["ingress"]
    assert [rule["from"] for rule in to_app] == [[{"podSelector": {"matchLabels": {"part": "proxy"}}}]]


def test_the_config_map_contains_every_file_of_the_proxy(kubernetes, project):
    kustomization = yaml.safe_load((project / "deploy" / "kustomization.yaml").read_text())
    given = {
        file.partition("=")[0].split("/")[-1]
        for maps in kustomization["configMapGenerator"]
        for file in maps.get("files", [])
    }
    shipped = {file.name for file in (project / "deploy" / "nginx").rglob("*.*") if file.is_file()}
    assert given == shipped - {"listen-tls.conf"}
    *_, errors = pods(kubernetes)["proxy"]["volumes"][0]["projected"]["sources"]
    mounted = {item["path"] for item in errors["configMap"]["items"]}
    assert mounted == {f"errors/{file.name}" for file in (project / "deploy" / "nginx" / "errors").iterdir()}
