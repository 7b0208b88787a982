"""One role's way through the site by plain links and forms, without JavaScript."""
