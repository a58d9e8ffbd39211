SwaggerUIBundle({
  url: 'openapi.json',
  dom_id: '#docs',
  deepLinking: true,
  // Neither the page nor what is tried on it tells anybody else.
  validatorUrl: null,
  persistAuthorization: false,
  tryItOutEnabled: true,
});
