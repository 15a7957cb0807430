"""The real geographic files of `geographie`, and what is known of the layer of each."""

QUEBEC = (-79.762, 44.991, -56.935, 62.582)
MONTREAL, DISTRICTS = (-73.945, 45.416, -73.478, 45.702), (-73.948, 45.415, -73.476, 45.704)
ENERGIE = (-75.521, 46.348, -71.891, 49.001)  # a school service centre of Mauricie
REAL_LAYERS = [  # file, features, geometry, extent
    ("autres/PPS_Public_Ecole_subset.geojson", 212, "point", (-71.446, 46.740, -71.160, 46.914)),
    ("autres/collegial_public.geojson", 153, "point", (-79.007, 45.253, -61.915, 50.227)),
    ("autres/installations-recreo-sport-cult.json", 3403, "point", MONTREAL),
    ("autres/kinked-multipolygons.geojson", 1, "polygon", (-2.361, 48.606, -2.289, 48.669)),
    ("autres/lh_p.geojson", 1664, "point", (-79.505, 44.992, -57.152, 62.418)),
    ("autres/lieux-interet.geojson", 3231, "point", (-73.936, 45.415, -73.478, 45.702)),
    ("autres/limadmin_2018.geojson", 34, "polygon", (-73.997, 45.385, -73.474, 45.708)),
    ("autres/murals.geojson", 174, "point", (-73.721, 45.435, -73.524, 45.637)),
    ("autres/pps_public_742000_territoire.geojson", 1, "polygon", ENERGIE),
    ("autres/quartierssociologiques2014.geojson", 32, "polygon", DISTRICTS),
    ("autres/quebec_regions_mojibake.geojson", 17, "polygon", (-79.654, 44.991, -56.982, 62.582)),
    ("autres/rue-pietonnes.geojson", 53, "point", (-73.698, 45.458, -73.489, 45.640)),
    ("autres/troncon-mapinfo.zip", 33, "line", (8.717, 41.367, 9.497, 42.666)),
    ("autres/universitaire_universites.geojson", 26, "point", (-79.009, 45.296, -68.512, 48.452)),
    ("autres/vdq-quartier.geojson", 35, "polygon", (-71.549, 46.734, -71.138, 46.981)),
    ("mrc_V2017-08_gml/donnees_quebec_mrc_polygones.gml", 137, "polygon", QUEBEC),
]  # fmt: skip
