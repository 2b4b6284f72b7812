from pathlib import Path

import reflex as rx

config = rx.Config(
    app_name="screens",
    bun_path=Path("node_modules/.bin/bun"),
    plugins=[rx.plugins.RadixThemesPlugin(), rx.plugins.SitemapPlugin()],
    telemetry_enabled=False,
)
