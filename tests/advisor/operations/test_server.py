"""The server under load: it reloads and stops without a failed request, and replaces killed processes."""

import signal

import pytest

from tests.running_site import kill, until


def test_reloading_under_load_fails_no_request(running):
    with running.load() as load:
        for _ in range(2):
            before = running.processes()
            running.server.send_signal(signal.SIGHUP)
            until(lambda old=before: not running.processes() & old and len(running.processes()) == 2)
        answered = load.answered
        until(lambda: load.answered > answered + 20)
    assert load.failures == []


def test_stopping_the_image_finishes_requests_in_progress(site, project):
    command = (project / "Dockerfile").read_text().rpartition("\nCMD ")[2].replace("\\\n", "")
    with site.serving("sh", "-c", command), site.half_sent() as finish:
        site.server.terminate()
        until(lambda: site.has_logged("Handling signal"))
        assert finish() == "HTTP/1.1 403 Forbidden"  # the complete response, to a form without a CSRF token
        assert site.server.wait(30) == 0


def test_a_killed_process_is_replaced_and_only_its_requests_fail(running):
    with running.load() as load:
        until(lambda: len(running.processes()) == 2)
        victim = min(running.processes())
        kill(victim)
        until(lambda: victim not in running.processes() and len(running.processes()) == 2)
        failed, answered = len(load.failures), load.answered
        until(lambda: load.answered > answered + 50)
        assert len(load.failures) == failed
    # Four clients send requests, and each may have been connected to the killed process.
    assert len(load.failures) <= 4 * 2


def test_metrics_are_summed_over_all_processes(site):
    with site.serving():
        for _ in range(20):
            assert site.get("/frameworks/")[0] == 200
        assert site.get("/advise/result/?build=site")[0] == 200
        etag = site.get("/frameworks/")[1]["ETag"]
        assert site.get("/frameworks/", headers={"If-None-Match": etag})[0] == 304
        kill(min(site.processes()))
        until(lambda: len(site.processes()) == 2)
        numbers = site.metrics()
    assert numbers['advisor_requests_total{method="GET",route="comparisons:frameworks",status="200"}'] == 21
    assert numbers['advisor_requests_total{method="GET",route="comparisons:frameworks",status="304"}'] == 1
    assert numbers['advisor_request_seconds_count{route="comparisons:frameworks"}'] == 22
    assert numbers['advisor_logins_total{outcome="failed"}'] == 0
    assert numbers['advisor_public_answers_total{source="unchanged"}'] == 1
    made, cached = (numbers[f'advisor_public_answers_total{{source="{source}"}}'] for source in ("made", "memory"))
    assert made + cached == 22
    assert made <= 4
    assert numbers["advisor_advice_total"] == 1
    assert numbers["advisor_edition"] == 1
    assert numbers["advisor_database_away"] == 0


def test_metrics_are_served_on_their_own_port_only(site):
    with site.serving():
        # HEAD, as load balancers use. gunicorn would warn of a body.
        assert site.head("/readyz")[0] == 200
        assert int(site.head("/frameworks/")[1]["Content-Length"]) > 1000
        assert not [line for line in site.log() if line["level"] == "WARNING"]
        assert site.get("/metrics")[0] == 404
        assert site.get("/metrics", headers={"Host": f"127.0.0.1:{site.metrics_port}"})[0] == 404
        assert site.get("/frameworks/", site.metrics_port)[0] == 404
        assert site.get("/metrics", site.metrics_port, {"Host": "anything"})[0] == 200
    site.environment["METRICS_ON"] = ""
    with site.serving(), pytest.raises(ConnectionRefusedError):
        site.get("/metrics", site.metrics_port)
