using System.Globalization;

namespace Tarn.Sources.Postgres;

/// <summary>
/// A connection URI as libpq reads it (PostgreSQL documentation, "Connection URIs"):
/// <c>postgresql://user:password@host:port/database?sslmode=require</c>.
/// </summary>
/// <param name="Server">Whom it names.</param>
/// <param name="Tls">Its <c>sslmode</c>; null when it has none.</param>
public sealed record PostgresUrl(PostgresServer Server, PostgresTls? Tls)
{
    private const int PortMax = 65535;

    private static readonly string[] Schemes = ["postgresql", "postgres"];

    /// <summary>The modes by their names in URIs.</summary>
    public static IReadOnlyList<(string Name, PostgresTls Tls)> Modes { get; } =
    [
        ("disable", PostgresTls.Disable),
        ("prefer", PostgresTls.Prefer),
        ("require", PostgresTls.Require),
        ("verify-ca", PostgresTls.VerifyAuthority),
        ("verify-full", PostgresTls.VerifyFull),
    ];

    /// <summary>Reads it; the problem never quotes the text, which may have a password.</summary>
    /// <param name="problem">What is wrong; null when nothing is.</param>
    public static PostgresUrl? TryParse(string text, out string? problem)
    {
        (string userInfo, string address) = SplitUser(text);
        if (!Uri.TryCreate(address, UriKind.Absolute, out Uri? uri)
            || !Schemes.Contains(uri.Scheme, StringComparer.OrdinalIgnoreCase))
        {
            problem = "it is not a URL that starts with postgresql://";
            return null;
        }

        Dictionary<string, string> parameters = new(StringComparer.Ordinal);
        foreach (string part in uri.Query.TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            string[] pair = part.Split('=', 2);
            parameters[pair[0]] = pair.Length < 2 ? "" : Uri.UnescapeDataString(pair[1]);
        }

        string[] user = userInfo.Split(':', 2);
        string Take(string name, string other) => parameters.Remove(name, out string? value) ? value : other;
        string host = Take("host", uri.Host.Trim('[', ']'));
        string port = Take("port", uri.Port > 0 ? uri.Port.ToString(CultureInfo.InvariantCulture) : "5432");
        string database = Take("dbname", Uri.UnescapeDataString(uri.AbsolutePath.TrimStart('/')));
        string name = Take("user", Uri.UnescapeDataString(user[0]));
        string password = Take("password", user.Length < 2 ? "" : Uri.UnescapeDataString(user[1]));
        string mode = Take("sslmode", "");
        PostgresTls? tls = Modes.Where(known => known.Name == mode).Select(known => (PostgresTls?)known.Tls)
            .FirstOrDefault();
        bool hasPort = int.TryParse(port, NumberStyles.None, CultureInfo.InvariantCulture, out int portNumber)
            && portNumber is > 0 and <= PortMax;
        problem = 0 switch
        {
            _ when host.Length == 0 => "it names no host",
            _ when database.Length == 0 => "it names no database",
            _ when name.Length == 0 => "it names no user",
            _ when !hasPort => $"its port is no number from 1 to {PortMax}",
            _ when mode.Length > 0 && tls is null =>
                $"its sslmode is none of {string.Join(", ", Modes.Select(known => known.Name))}",
            _ when parameters.Count > 0 =>
                $"it has the parameter '{parameters.Keys.First()}', which is not known here",
            _ => null,
        };
        return problem is not null ? null : new PostgresUrl(
            new PostgresServer
            {
                Host = host,
                Port = portNumber,
                Database = database,
                User = name,
                Password = password.Length == 0 ? null : password,
            },
            tls);
    }

    /// <summary>A password that came from elsewhere may have any character, an '@' too.</summary>
    private static (string UserInfo, string Address) SplitUser(string text)
    {
        const string separator = "://";
        int start = text.IndexOf(separator, StringComparison.Ordinal) + separator.Length;
        int query = text.IndexOf('?', StringComparison.Ordinal);
        int at = text.LastIndexOf('@', query < 0 ? text.Length - 1 : query);
        return start < separator.Length || at < start
            ? ("", text)
            : (text[start..at], text[..start] + text[(at + 1)..]);
    }
}
