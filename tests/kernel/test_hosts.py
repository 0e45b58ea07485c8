"""Which names of this server are answered."""

from flask.testing import FlaskClient


def test_a_host_that_is_not_ours_is_refused(client: FlaskClient) -> None:
    answer = client.get("/healthz", base_url="http://elsewhere.example.org")
    assert answer.status_code == 400


def test_a_refused_host_gets_the_headers_too(client: FlaskClient) -> None:
    answer = client.get("/healthz", base_url="http://elsewhere.example.org")
    assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
