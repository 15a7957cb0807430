"""Solr: its jars from Maven Central in a Jetty, with the portal's core."""

import shutil
from pathlib import Path

from embedded.console import step
from embedded.credentials import write_private
from embedded.process import run
from embedded.programs import Program
from embedded.settings import ROOT, Settings, owner
from embedded.stamps import alone, digest, is_done, mark_done
from embedded.web import answers, call

CORE = "ckan"
POM = Path(__file__).with_name("pom.xml")
CONFIG = ROOT / "docker" / "services" / "solr"
JAVA_OPTION = "-XX:-UsePerfData"  # else each Java leaves a folder in /tmp
WEB_XML = """<?xml version="1.0" encoding="UTF-8"?>
<web-app xmlns="https://jakarta.ee/xml/ns/jakartaee" version="5.0">
  <listener>
    <listener-class>org.apache.solr.servlet.CoreContainerProvider</listener-class>
  </listener>
  <filter>
    <filter-name>solr</filter-name>
    <filter-class>org.apache.solr.servlet.SolrDispatchFilter</filter-class>
    <async-supported>true</async-supported>
  </filter>
  <filter-mapping>
    <filter-name>solr</filter-name>
    <url-pattern>/*</url-pattern>
  </filter-mapping>
</web-app>
"""


def install(settings: Settings) -> None:
    """Bring the jars from Maven Central; nothing when they are there."""
    folder = settings.solr_dist
    value = digest([POM, WEB_XML])
    if is_done(folder / "stamp", value):
        return
    with alone(folder.parent / "cache"), step("Solr, de Maven Central"):
        repository = folder.parent / "cache" / "maven"
        options = ["-q", "-B", f"-Dmaven.repo.local={repository}", f"-Dsolr.dist={folder}"]
        advice = "Vérifiez le réseau, puis relancez la même commande."
        env = {"MAVEN_OPTS": JAVA_OPTION}
        run(["mvn", *options, "-f", POM, "package"], env=env, advice=advice)
        (folder / "webapp" / "WEB-INF" / "web.xml").write_text(WEB_XML, encoding="utf-8")
        mark_done(folder / "stamp", value)


def prepare(settings: Settings, cores: tuple[str, ...]) -> Program:
    """Lay the configuration of the portal's core (and of the tests' own), describe the service."""
    home = settings.var / "solr"
    write_private(settings, home / "solr.xml", "<solr/>\n")
    for core in cores:
        write_private(settings, home / core / "core.properties", f"name={core}\n")
        _copy_config(settings, home / core / "conf")
    dist = settings.solr_dist
    options = [
        "-Xms256m",
        "-Xmx512m",
        "-Djava.net.preferIPv4Stack=true",
        f"-Dsolr.solr.home={home}",
        f"-Dsolr.install.dir={dist}",
        f"-Dsolr.log.dir={settings.log}",
        f"-Djava.io.tmpdir={settings.var / 'tmp'}",
        "-Dlog4j2.formatMsgNoLookups=true",
        JAVA_OPTION,
    ]
    server = f"--host 127.0.0.1 --port {settings.ports.solr} --path /solr {dist / 'webapp'}"
    command = f"/usr/bin/java {' '.join(options)} -jar {dist / 'jetty-runner.jar'} {server}"
    return Program("solr", command, rank=10, depends_on=(CONFIG, POM))


def _copy_config(settings: Settings, target: Path) -> None:
    if target.exists():
        shutil.rmtree(target)
    shutil.copytree(CONFIG, target)
    account = owner(settings)
    for path in (target.parent, target, *target.rglob("*")):
        shutil.chown(path, account.pw_uid, account.pw_gid)


def is_ready(settings: Settings) -> bool:
    """Tell whether the portal's core answers a query."""
    return answers(f"http://127.0.0.1:{settings.ports.solr}/solr/{CORE}/select?q=*:*&rows=0")


def empty(settings: Settings) -> None:
    """Forget every document and the fields that the core knew them by."""
    address = f"http://127.0.0.1:{settings.ports.solr}/solr/{CORE}/update?commit=true"
    call(address, body={"delete": {"query": "*:*"}})
