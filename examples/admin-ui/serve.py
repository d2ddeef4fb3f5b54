"""Serves the web user interface of ept-mx-adm for one homeserver on a free port, and prints the address.

The published package has every page and no program that puts them together; this is that program.
"""

import json
import os
import secrets
import sys
from pathlib import Path

UI = Path(__file__).parent / "target" / "ui"
ICON_FONTS = Path(__file__).parent / "node_modules" / "bootstrap-icons" / "font" / "fonts"


def application(homeserver_url):
    # Read when the package is loaded, so written before.
    settings = {"matrix_server": homeserver_url, "debug": False, "language": "en"}
    (UI / "config.json").write_text(json.dumps(settings))
    sys.path.insert(0, str(UI))

    from blueprints import register_blueprints
    from blueprints.api import api_bp
    from config.settings import Config
    from core.context import register_context_processors
    from core.filters import register_filters
    from core.security import add_security_headers
    from flask import Flask, send_from_directory
    from flask_wtf.csrf import CSRFProtect
    from utils.logger import setup_logger

    Config.validate_config()
    setup_logger()
    app = Flask("ept-mx-adm", root_path=str(UI))
    app.config.update(SECRET_KEY=secrets.token_hex(32), SESSION_COOKIE_SAMESITE="Lax")
    # Its pages send a token with forms, not with the requests of their scripts.
    CSRFProtect(app).exempt(api_bp)
    register_filters(app)
    register_context_processors(app)
    register_blueprints(app)
    app.after_request(add_security_headers)

    # The package names the font of its icons without having it.
    @app.route("/static/vendor/bootstrap-icons/fonts/<name>")
    def icon_font(name):
        return send_from_directory(ICON_FONTS, name)

    return app


def main():
    if len(sys.argv) != 2:
        sys.exit("Usage: serve.py HOMESERVER_URL")
    from werkzeug.serving import make_server

    server = make_server("127.0.0.1", 0, application(sys.argv[1]), threaded=True)
    print(f"http://127.0.0.1:{server.port}", flush=True)
    # The log of the package goes to its debug.log, too.
    sys.stdout = open(os.devnull, "w")
    server.serve_forever()


main()
