#!/bin/sh
# Fills the template from the environment and becomes nginx. Settings: README.md beside this file.
set -eu
export LISTEN="${LISTEN:-8080}" GATEWAY="${GATEWAY:?set GATEWAY, the host:port of the gateway}" RUN_DIR="${RUN_DIR:-/tmp}"
export DASHBOARD_ROOT="${DASHBOARD_ROOT:-/srv/dashboard}" NGINX_DIR="${NGINX_DIR:-$(cd "$(dirname "$0")" && pwd)}"
# Only our names: nginx has variables of its own.
envsubst '${LISTEN} ${GATEWAY} ${DASHBOARD_ROOT} ${RUN_DIR} ${NGINX_DIR}' <"$NGINX_DIR/nginx.conf.template" >"$RUN_DIR/nginx.conf"
exec env PATH="$PATH:/usr/sbin" nginx -e stderr -c "$RUN_DIR/nginx.conf" -g 'daemon off;'
