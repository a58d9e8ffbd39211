curl -X DELETE "https://ryzeapi.cloud/api/instance/logout/my-instance" \
  -H "token: $Token_Instance"
