await fetch("https://ryzeapi.cloud/api/instance/logout/my-instance", {
  method: "DELETE",
  headers: {
    "token": process.env.Token_Instance
  }
});
