document.title = "Linkfleet";
