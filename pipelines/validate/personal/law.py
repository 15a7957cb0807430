"""Name the law that keeps personal information confidential."""

# Loi sur l'accès aux documents des organismes publics et sur la protection des renseignements
# personnels (RLRQ, c. ); what its articles 53 and 54 cover is as the Commission d'accès à
# l'information applies them, for instance in its decision 99 20 79 (Noël c. Ville de Montréal).
ACCESS_ACT = "Loi sur l’accès, art. 53 et 54"
