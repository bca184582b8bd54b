using Tarn.Definitions.Yaml;
using Tarn.Sources.Http;

namespace Tarn.Definitions.Binding.Sources;

/// <summary>The <c>auth:</c> of an HTTP connection: one of header, basic and oauth2.</summary>
internal sealed class HttpAuthorizationBinder(BindingContext context)
{
    /// <summary>Null when there is none, or it is wrong.</summary>
    public HttpAuthorization? Bind(MapReader connection)
    {
        if (connection.Map("auth") is not { } map)
        {
            return null;
        }

        MapReader reader = new(map, context, "auth", connection.Place("auth"));
        HttpAuthorization?[] ways = [Header(reader), Basic(reader), ClientCredentials(reader)];
        reader.RefuseUnknownKeys();
        if (map.Entries.Count != 1)
        {
            context.BadValue(connection.Place("auth"), "auth has one way", "expected header, basic or oauth2");
        }

        return ways.FirstOrDefault(way => way is not null);
    }

    private HttpAuthorization.Header? Header(MapReader auth)
    {
        if (auth.Map("header") is not { } map)
        {
            return null;
        }

        MapReader reader = new(map, context, "header", auth.Place("header"));
        YamlNode.Scalar? name = reader.RequiredText("name", "X-Api-Key");
        YamlNode.Scalar? value = reader.RequiredSecret("value", context);
        reader.RefuseUnknownKeys();
        return name is null || value is null ? null : new HttpAuthorization.Header(name.Value, value.Value);
    }

    private HttpAuthorization.Basic? Basic(MapReader auth)
    {
        if (auth.Map("basic") is not { } map)
        {
            return null;
        }

        MapReader reader = new(map, context, "basic", auth.Place("basic"));
        YamlNode.Scalar? user = reader.RequiredText("user", "who asks");
        YamlNode.Scalar? password = reader.RequiredSecret("password", context);
        reader.RefuseUnknownKeys();
        return user is null || password is null ? null : new HttpAuthorization.Basic(user.Value, password.Value);
    }

    private HttpAuthorization.ClientCredentials? ClientCredentials(MapReader auth)
    {
        if (auth.Map("oauth2") is not { } map)
        {
            return null;
        }

        MapReader reader = new(map, context, "oauth2", auth.Place("oauth2"));
        YamlNode.Scalar? url = reader.RequiredText("token_url", "https://login.example.com/oauth2/token");
        YamlNode.Scalar? id = reader.RequiredText("client_id", "the client's name there");
        YamlNode.Scalar? secret = reader.RequiredSecret("client_secret", context);
        string? scope = reader.Text("scope")?.Value;
        reader.RefuseUnknownKeys();
        Uri? address = url is null ? null : new HttpConnectionBinder(context).Url(url, "token_url");
        return address is null || id is null || secret is null
            ? null
            : new HttpAuthorization.ClientCredentials(address, id.Value, secret.Value, scope);
    }
}
