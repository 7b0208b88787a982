"""Storage of static files: hashed names, also inside JavaScript modules."""

from whitenoise.storage import CompressedManifestStaticFilesStorage


class HashedStaticStorage(CompressedManifestStaticFilesStorage):
    """Manifest storage that also rewrites ``import "./x.js"``, else a module would load unhashed."""

    support_js_module_import_aggregation = True
