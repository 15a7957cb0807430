"""nginx: in front of the portal, and the ministries' server of the embedded sources."""

from string import Template

from embedded.credentials import write_private
from embedded.programs import Program
from embedded.settings import ROOT, Settings
from embedded.web import answers

SERVICE = ROOT / "docker" / "services" / "nginx"


def prepare(settings: Settings) -> Program:
    """Write the configuration and describe the service."""
    config, sources = settings.config / "nginx.conf", settings.config / "nginx_sources.conf"
    values = {
        "run": settings.run,
        "access_log": settings.log / "nginx_access.log",
        "temp": settings.var / "nginx",
        "storage": settings.storage,
        "sources": settings.sources,
        "mime_types": "/etc/nginx/mime.types",
        "ckan": f"127.0.0.1:{settings.ports.ckan}",
        "map_services": f"127.0.0.1:{settings.ports.map_services}",
        "portal": f"127.0.0.1:{settings.ports.portal}",
        "sources_server": f"127.0.0.1:{settings.ports.sources}",
        "more_servers": sources,
    }
    for path, name in ((config, "nginx.conf"), (sources, "sources.conf")):
        # The dollars that are not ours are nginx's: they stay.
        text = Template((SERVICE / name).read_text(encoding="utf-8")).safe_substitute(values)
        write_private(settings, path, text)
    command = f"/usr/sbin/nginx -e stderr -c {config} -p {settings.var / 'nginx'}"
    return Program("nginx", command, rank=40, depends_on=(config, sources), stop_signal="QUIT")


def is_ready(settings: Settings) -> bool:
    """Tell whether the portal answers through nginx."""
    return answers(f"{settings.portal}/api/3/action/status_show")
