"""Say in French why the system refused."""

import errno

REASONS = {
    errno.EACCES: "accès refusé",
    errno.EPERM: "accès refusé",
    errno.ENOSPC: "le disque est plein",
    errno.EDQUOT: "l’espace permis est plein",
    errno.ELOOP: "trop de liens mènent l’un à l’autre",
    errno.EROFS: "le disque ne se laisse pas écrire",
    errno.ENAMETOOLONG: "le nom est trop long",
    errno.ENOTDIR: "un dossier du chemin n’en est pas un",
    errno.ENOENT: "un dossier du chemin n’existe pas",
    errno.EISDIR: "c’est un dossier",
    errno.EIO: "le disque ne répond pas",
    errno.ESTALE: "le disque du réseau ne répond plus",
}


def said(reason: OSError) -> str:
    """Return the reason in French, or the system's number for it."""
    return REASONS.get(reason.errno or 0, f"erreur {reason.errno} du système")
