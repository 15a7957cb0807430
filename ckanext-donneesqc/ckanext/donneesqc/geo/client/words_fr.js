/*
 * The words of the map in French. A sentence with values is a function of them and of the way
 * numbers are written.
 *
 * Typography of the Office québécois de la langue française: a no-break space before a colon and
 * inside guillemets, none before « ; ! ? ».
 */
export const fr = {
  title: "Carte",
  colon: "\u00a0: ",
  notices: ({ count }, n) =>
    count > 1 ? `${n(count)} remarques sur ces données` : "Une remarque sur ces données",
  "tabs.label": "Outils de la carte",
  "tabs.show": "Affichage",
  "tabs.filter": "Filtres",
  "tabs.download": "Télécharger",
  "tabs.share": "Partager",

  "map.title": "Carte interactive",
  "map.keys":
    "Au clavier\u00a0: les flèches déplacent la carte, + et − changent l’échelle, Entrée choisit ce qui est au centre.",
  "map.keys.table": "Le tableau, plus bas, donne les mêmes données.",
  "map.zoomIn": "Rapprocher",
  "map.zoomOut": "Éloigner",
  "map.whole": "Voir toutes les données",
  "map.wheel": "Ctrl et la molette changent l’échelle de la carte",
  "map.wheelMac": "⌘ et la molette changent l’échelle de la carte",
  "map.fingers": "Deux doigts déplacent la carte",
  "map.nothing": "Il n’y a rien ici.",
  "map.cluster": ({ count }, n) => `${n(count)} entités`,
  "undrawable.title": "Votre navigateur ne peut pas dessiner la carte (WebGL n’y est pas offert).",
  "undrawable.text":
    "Les mêmes données sont dans le tableau, plus bas\u00a0: vous pouvez les trier, les filtrer et les télécharger.",
  "undrawable.lost":
    "Le navigateur a cessé de dessiner la carte. Rechargez la page pour la revoir.",
  "drawn.none": "Rien ne répond à ces filtres\u00a0: la carte est vide.",
  "drawn.part": ({ matched, shown }, n) =>
    `${n(shown)} des ${n(matched)} entités sont dessinées à cette échelle. Rapprochez la carte pour voir les autres.`,
  "drawn.groups":
    "À cette échelle, un point peut en représenter plusieurs\u00a0: rapprochez la carte pour les voir tous. La légende les compte tous.",
  "drawn.thinned":
    "À cette échelle, toutes les entités ne peuvent être dessinées\u00a0: rapprochez la carte pour les voir toutes. Le tableau les contient toutes.",

  "images.here": "À cet endroit",
  "images.asking": "Le service cherche ce qu’il y a à cet endroit…",
  "images.mute": "Les couches montrées ne disent pas ce qu’il y a à un endroit.",
  "images.legend": ({ layer }) => `Légende de la couche ${layer}`,
  "images.unexplained": "Le service ne donne pas la légende de cette couche.",
  "images.about": "À propos de cette couche",
  "images.nearer": ({ layers }) => `Rapprochez la carte pour voir\u00a0: ${layers}.`,
  "images.farther": ({ layers }) => `Éloignez la carte pour voir\u00a0: ${layers}.`,
  "images.missing":
    "Le service n’a pas donné toutes les images de la carte. Déplacez la carte pour les demander encore, ou réessayez plus tard.",
  "images.value": "Réponse",
  "images.undrawable": "Les images du service ne peuvent pas être montrées ici.",

  "layers.shown": "Couches sur la carte",
  "layers.active": "Couche du tableau, des couleurs et des filtres",
  "layers.detailed": "Fond de carte détaillé",

  "colour.column": "Colorer selon",
  "colour.none": "Une seule couleur",
  "colour.none.able": "Aucune colonne de cette couche ne peut la colorer.",
  "colour.method": "Classes",
  "colour.count": "Nombre de classes",
  "colour.palette": "Palette",
  "colour.operation": "Calcul",
  "colour.level": "Territoires",
  "level.mrc": "MRC",
  "level.municipalities": "Municipalités",
  "level.regions": "Régions administratives",
  "colour.per": "Rapporter à",
  "colour.numbers": "Écrire les numéros des classes sur la carte",
  "method.quantiles": "Quantiles",
  "method.naturelles": "Seuils naturels",
  "method.egales": "Intervalles égaux",
  "method.quantiles.hint": "Autant de valeurs dans chaque classe.",
  "method.naturelles.hint": "Les valeurs proches vont ensemble.",
  "method.egales.hint": "Des classes de même largeur.",
  "palette.sequentielle": "Séquentielle",
  "palette.divergente": "Divergente",
  "operation.somme": "Somme",
  "operation.moyenne": "Moyenne",
  "operation.nombre": "Nombre de lignes",
  "operation.hint.mrc": "Les lignes d’une même MRC sont réunies par ce calcul.",
  "operation.hint.municipalities":
    "Les lignes d’une même municipalité sont réunies par ce calcul.",
  "operation.hint.regions": "Les lignes d’une même région sont réunies par ce calcul.",
  "operation.somme.by.mrc": "somme par MRC",
  "operation.moyenne.by.mrc": "moyenne par MRC",
  "operation.nombre.by.mrc": "nombre de lignes par MRC",
  "operation.somme.by.municipalities": "somme par municipalité",
  "operation.moyenne.by.municipalities": "moyenne par municipalité",
  "operation.nombre.by.municipalities": "nombre de lignes par municipalité",
  "operation.somme.by.regions": "somme par région",
  "operation.moyenne.by.regions": "moyenne par région",
  "operation.nombre.by.regions": "nombre de lignes par région",
  "per.none": "Rien (valeur telle quelle)",
  "per.population": "La population",
  "per.superficie": "La superficie",
  "class.word": "Classe",
  "class.named": ({ number, label }) => `Classe ${number}\u00a0: ${label}`,
  "class.others": "Autres valeurs",
  "class.missing": "Sans donnée",
  "class.absent": "Aucune ligne de la table",
  "class.filtered": "Aucune ligne ne répond aux filtres",
  "class.out": "Hors des classes",
  "class.short": ({ number, label }) => `${number}\u00a0: ${label}`,
  "class.count.mrc": ({ count }, n) => `, ${n(count)} MRC`,
  "class.count.municipalities": ({ count }, n) =>
    `, ${n(count)} ${count > 1 ? "municipalités" : "municipalité"}`,
  "class.count.regions": ({ count }, n) => `, ${n(count)} ${count > 1 ? "régions" : "région"}`,
  "class.count": ({ count }, n) => (count > 1 ? `, ${n(count)} entités` : `, ${n(count)} entité`),

  "legend.said": ({ title, classes }) => `Légende\u00a0: ${title}. ${classes}`,

  "filters.active": "Filtres actifs",
  "filters.kept": ({ kept, count }, n) => `${n(kept)} sur ${n(count)}`,
  "filters.column": "Colonne",
  "filters.values": "Garder les valeurs",
  "filters.contains": "Contient le texte",
  "filters.contains.hint": "Les accents et les majuscules ne comptent pas.",
  "filters.bounds": "Garder les valeurs comprises",
  "filters.from": "De",
  "filters.to": "À",
  "filters.known": ({ low, high }) => `Les valeurs vont de ${low} à ${high}.`,
  "filters.empty": ({ count }, n) => `Seulement les entités sans valeur (${n(count)})`,
  "filters.add": "Filtrer",
  "filters.remove": "Retirer le filtre",
  "filters.clear": "Tout effacer",
  "filters.nothing": "Indiquez ce qu’il faut garder.",
  "filters.number": "Écrivez un nombre, par exemple 12,5.",
  "filters.order": "La première valeur doit être la plus petite.",
  "filters.most": ({ most }, n) => `Il y a au plus ${n(most)} filtres à la fois.`,
  "chip.empty": ({ title }) => `${title}\u00a0: sans valeur`,
  "chip.contains": ({ title, value }) => `${title} contient «\u00a0${value}\u00a0»`,
  "chip.equal": ({ title, value }) => `${title}\u00a0: ${value}`,
  "chip.between": ({ title, low, high }) => `${title}\u00a0: de ${low} à ${high}`,
  "chip.from": ({ title, low }) => `${title}\u00a0: à partir de ${low}`,
  "chip.to": ({ title, high }) => `${title}\u00a0: jusqu’à ${high}`,

  "values.title": "Les valeurs de la carte",
  "values.extremes": ({ what, least, most }) =>
    `${what}. Valeur la plus élevée\u00a0: ${most.name}, ${most.value}; la moins élevée\u00a0: ${least.name}, ${least.value}.`,
  "values.mrc": "MRC ou territoire équivalent",
  "values.municipalities": "Municipalité",
  "values.regions": "Région administrative",
  "values.value": "Valeur",
  "values.rows": "Lignes de la table",

  "table.title": "Les données en tableau",
  "table.scroll": "Tableau des données, qui défile de côté",
  "table.number": "Nº",
  "table.class": "Classe",
  "table.pick": ({ id, name }) =>
    `${[id, name].filter(Boolean).join(", ")}, montrer sur la carte`,
  "table.chosen": "choisie",
  "table.count": ({ total, first, last, layer }, n) =>
    `${layer ? `${layer}\u00a0: ` : ""}entités ${n(first)} à ${n(last)} sur ${n(total)}`,
  "table.count.rows": ({ total, first, last, layer }, n) =>
    `${layer ? `${layer}\u00a0: ` : ""}lignes ${n(first)} à ${n(last)} sur ${n(total)}`,
  "table.empty": "Rien ne correspond à ces choix.",
  "table.empty.view":
    "Rien de ce que la carte montre ne correspond à ces choix. Décochez «\u00a0Seulement ce que la carte montre\u00a0» pour chercher partout.",
  "table.inView": "Seulement ce que la carte montre",
  "table.columns": ({ shown, all }, n) => `Colonnes (${n(shown)} sur ${n(all)})`,
  "table.chooser": "Colonnes du tableau",
  "table.pages": "Pages du tableau",
  "table.page": ({ page, pages }, n) => `Page ${n(page)} sur ${n(pages)}`,
  "table.previous": "Précédente",
  "table.next": "Suivante",
  "table.sorted.up": ({ column }) => `Trié selon ${column}, en ordre croissant.`,
  "table.sorted.down": ({ column }) => `Trié selon ${column}, en ordre décroissant.`,
  "cell.none": "aucune donnée",
  "cell.true": "Oui",
  "cell.false": "Non",

  "feature.named": ({ id }) => `Entité ${id}`,
  "feature.close": "Fermer la fiche",
  "feature.body": "Attributs de l’entité choisie",
  "feature.here": ({ count }, n) =>
    count > 1 ? `${n(count)} autres entités au même endroit` : "Une autre entité au même endroit",
  "feature.nowhere": "Cette entité n’a pas de place sur la carte.",
  "feature.absent": "Cette entité n’est pas dans les données.",

  "places.label": "Aller à un lieu",
  "places.example": "Municipalité, MRC ou région",
  "places.list": "Lieux trouvés",
  "places.count": ({ count, wanted }, n) =>
    count
      ? `${n(count)} ${count > 1 ? "lieux trouvés" : "lieu trouvé"}, flèches pour choisir`
      : `Aucun lieu ne s’appelle «\u00a0${wanted}\u00a0»`,
  "places.gone": ({ name }) => `La carte montre ${name}.`,

  "download.format": "Format",
  "download.system": "Système de référence",
  "download.what": "Ce qu’il faut télécharger",
  "download.filtered": "Seulement ce que les filtres retiennent",
  "download.seen": "Seulement ce que la carte montre",
  "download.all": ({ count }, n) => `Toutes les entités (${n(count)}) seront dans le fichier.`,
  "download.part": ({ count }, n) => `Une partie des ${n(count)} entités sera dans le fichier.`,
  "download.kept": ({ kept, count }, n) =>
    `${n(kept)} des ${n(count)} entités ${kept > 1 ? "seront" : "sera"} dans le fichier.`,
  "download.gathered.mrc":
    "Une entité par MRC\u00a0: son contour, le nombre de lignes, la somme et la moyenne de chaque colonne de nombres. Le CSV a toutes les lignes.",
  "download.gathered.municipalities":
    "Une entité par municipalité\u00a0: son contour, le nombre de lignes, la somme et la moyenne de chaque colonne de nombres. Le CSV a toutes les lignes.",
  "download.gathered.regions":
    "Une entité par région administrative\u00a0: son contour, le nombre de lignes, la somme et la moyenne de chaque colonne de nombres. Le CSV a toutes les lignes.",
  "download.do": "Télécharger",
  "format.geojson": "GeoJSON",
  "format.gpkg": "GeoPackage (QGIS)",
  "format.shp": "Shapefile (zip)",
  "format.csv": "CSV (Excel)",
  "format.fgb": "FlatGeobuf",
  "system.4326": "WGS 84, degrés (EPSG:4326)",
  "system.32198": "Lambert du Québec, mètres (EPSG:32198)",

  "share.keeps":
    "Le lien garde le lieu, l’échelle, les couches, les filtres, les couleurs et l’entité choisie.",
  "share.link": "Lien vers cette carte",
  "share.copy": "Copier le lien",
  "share.copied": "Lien copié",
  "share.code": "Intégrer dans une page",
  "share.code.hint": "Collez ce code dans votre page Web.",
  "share.copyCode": "Copier le code",
  "share.copiedCode": "Code copié",
  "share.title": ({ title }) => `Carte\u00a0: ${title}`,

  "waiting.now": "La carte se prépare. Elle s’affichera ici d’elle-même.",
  "waiting.long":
    "La carte se prépare encore\u00a0: le fichier est grand. Vous pouvez attendre ou revenir plus tard.",
  "none.title": "Il n’y a pas de carte pour ce fichier",
  "none.advice": "Que faire? ",
  "error.network": "Le portail n’a pas répondu. Vérifiez votre connexion, puis réessayez.",
  "error.drawing":
    "Une partie de la carte n’a pas pu être dessinée. Réessayez dans un instant\u00a0: le tableau donne les mêmes données.",
  "error.stale": "La carte vient d’être refaite\u00a0: rechargez la page pour la voir.",
  "error.again": "Recharger la page",
};
