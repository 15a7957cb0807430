"""nginx: in front of the portal, and the ministries' server of the embedded sources."""

from string import Template

from embedded.credentials import write_private
from embedded.settings import ROOT, Settings
from embedded.supervisor import Program
from embedded.web import answers

SERVICE = ROOT / "docker" / "services" / "nginx"


def prepare(settings: Settings) -> Program:
    """Write the configuration and describe the service."""
    template = Template((SERVICE / "nginx.conf").read_text(encoding="utf-8"))
    values = {
        "run": settings.run,
        "log": settings.log,
        "temp": settings.var / "nginx",
        "storage": settings.storage,
        "sources": settings.sources,
        "mime_types": "/etc/nginx/mime.types",
        "ckan_port": settings.ports.ckan,
        "portal_port": settings.ports.portal,
        "sources_port": settings.ports.sources,
    }
    config = settings.config / "nginx.conf"
    write_private(settings, config, template.substitute(values))
    command = f"/usr/sbin/nginx -e stderr -c {config} -p {settings.var / 'nginx'}"
    return Program("nginx", command, rank=40, depends_on=(config,), stop_signal="QUIT")


def is_ready(settings: Settings) -> bool:
    """Tell whether the portal answers through nginx."""
    return answers(f"{settings.portal}/api/3/action/status_show")
