using Tarn.Definitions.Yaml;
using Tarn.Sources.Postgres;

namespace Tarn.Definitions.Binding.Sources;

/// <summary>The <c>connection:</c> of a source of type <c>postgres</c>.</summary>
/// <param name="directory">The lake's, which paths of certificates count from.</param>
internal sealed class PostgresConnectionBinder(BindingContext context, string directory)
{
    private const long PortMax = 65535;
    private const long ReadersMax = 32;

    private static readonly (string, PostgresTls)[] Modes =
        [.. PostgresUrl.Modes.Select(mode => (mode.Name.Replace('-', '_'), mode.Tls))];

    private static readonly PostgresServer Unknown = new() { Host = "", Database = "", User = "" };

    public PostgresConnectionSettings Bind(MapReader source)
    {
        PostgresConnectionSettings settings = new() { Server = Unknown };
        if (source.Map("connection") is not { } map)
        {
            return settings;
        }

        MapReader reader = new(map, context, "connection", source.Place("connection"));
        PostgresUrl? url = reader.Find("url") is null ? null : Url(reader, "url");
        PostgresServer? server = reader.Find("url") is null ? Server(reader) : url?.Server;
        PostgresServer? replica = reader.Find("replica") is null ? null : Url(reader, "replica")?.Server;
        (int? retriesMax, TimeSpan? retryDelay) = new RetryBinder(context).Bind(reader);
        settings = settings with
        {
            Server = server ?? Unknown,
            Replica = replica,
            Tls = reader.Word("tls", Modes) ?? url?.Tls ?? settings.Tls,
            RootCertificate = File(reader, "root_certificate"),
            ClientCertificate = File(reader, "client_certificate"),
            ClientKey = File(reader, "client_key"),
            RetriesMax = retriesMax ?? settings.RetriesMax,
            RetryDelay = retryDelay ?? settings.RetryDelay,
        };
        settings = BindRate(reader, BindTimeouts(reader, settings));
        reader.RefuseUnknownKeys();
        return settings;
    }

    private PostgresUrl? Url(MapReader reader, string key)
    {
        if (reader.SecretUrl(key, context) is not { } scalar)
        {
            return null;
        }

        PostgresUrl? url = PostgresUrl.TryParse(scalar.Value, out string? problem);
        if (problem is not null)
        {
            context.BadValue(
                reader.Find(key)!.Location,
                $"{key} cannot be used: {problem}",
                "expected postgresql://user:password@host:port/database");
        }

        return url;
    }

    private PostgresServer? Server(MapReader reader)
    {
        YamlNode.Scalar? host = reader.RequiredText("host", "a name or an address, or url: \"${env:NAME}\" instead");
        long port = reader.Whole("port", 1, PortMax) ?? PostgresServer.DefaultPort;
        YamlNode.Scalar? database = reader.RequiredText("database", "the database's name");
        YamlNode.Scalar? user = reader.RequiredText("user", "who reads");
        string? password = reader.Secret("password", context)?.Value;
        return host is null || database is null || user is null ? null : new PostgresServer
        {
            Host = host.Value,
            Port = (int)port,
            Database = database.Value,
            User = user.Value,
            Password = password,
        };
    }

    private PostgresConnectionSettings BindTimeouts(MapReader connection, PostgresConnectionSettings settings)
    {
        if (connection.Map("timeouts") is not { } map)
        {
            return settings;
        }

        MapReader reader = new(map, context, "timeouts", connection.Place("timeouts"));
        settings = settings with
        {
            ConnectTimeout = reader.FindDuration("connect", context) ?? settings.ConnectTimeout,
            StatementTimeout = reader.FindDuration("statement", context) ?? settings.StatementTimeout,
        };
        reader.RefuseUnknownKeys();
        return settings;
    }

    private PostgresConnectionSettings BindRate(MapReader connection, PostgresConnectionSettings settings)
    {
        settings = settings with
        {
            Readers = (int?)connection.Whole("readers", 1, ReadersMax) ?? settings.Readers,
        };
        if (connection.Map("rate") is not { } map)
        {
            return settings;
        }

        MapReader reader = new(map, context, "rate", connection.Place("rate"));
        settings = settings with { RowsPerSecondMax = reader.Whole("rows", 1, long.MaxValue) };
        reader.RefuseUnknownKeys();
        return settings;
    }


    private string? File(MapReader reader, string key) =>
        reader.Text(key) is { } path ? Path.GetFullPath(path.Value, directory) : null;
}
