# The portal on this machine: `make run`, then open the address it prints. `make help` lists the rest.
# The work is done by docker/embedded (Python's standard library only, Debian's own Python).
SHELL := /bin/sh
.DEFAULT_GOAL := help
export DATA ONLY ARCHIVE SERVICE CKAN
EMBEDDED = PYTHONPATH=docker PYTHONDONTWRITEBYTECODE=1 /usr/bin/python3 -m embedded

VERBS = help run test stop status logs clean lint lock bench bundle backup restore
.PHONY: $(VERBS)
$(VERBS): | /usr/bin/python3

/usr/bin/python3:
	@if [ "$$(id -u)" = 0 ]; then SUDO=; else SUDO=sudo; fi; $$SUDO apt-get update -qq && $$SUDO apt-get install -y -qq python3

help: ## Affiche cette aide
	@$(EMBEDDED) help $(MAKEFILE_LIST)

run: ## Installe, démarre, puis publie les jeux de données (ONLY=portal : le portail seul; DATA=dossier : fichiers réels)
	@$(EMBEDDED) run

test: ## Lance tous les tests sur une pile à part (ONLY=unit|extension|dags|stack|journeys; CKAN=2.11)
	@$(EMBEDDED) test

stop: ## Arrête tous les services
	@$(EMBEDDED) stop

status: ## Montre l'état de chaque service
	@$(EMBEDDED) status

logs: ## Suit les journaux (SERVICE=ckan : d'un seul service)
	@$(EMBEDDED) logs

clean: ## Arrête tout et efface les données, les secrets et les environnements
	@$(EMBEDDED) clean

lint: ## Vérifie le style, les types et les importations
	@$(EMBEDDED) lint

lock: ## Refait les verrous de requirements/ à partir de setup.py
	@$(EMBEDDED) lock

bench: ## Mesure nos temps et ceux des pairs (ONLY=pages…)
	@$(EMBEDDED) bench

bundle: ## Rassemble dans une archive de quoi installer la commande donneesqc sur un PC Windows sans réseau
	@$(EMBEDDED) bundle

backup: ## Sauvegarde bases, fichiers, clés et entrepôt dans une archive (ARCHIVE=chemin)
	@$(EMBEDDED) backup

restore: ## Restaure une archive dans une installation vide (ARCHIVE=chemin)
	@$(EMBEDDED) restore
