namespace Tarn.Sources.Postgres.PrivateServer;

/// <summary>
/// Who a server runs as. PostgreSQL refuses to run as root: then its programs become the user that its package made, or
/// the one that is nobody, and their directory belongs to that user.
/// </summary>
internal static class ServerUser
{
    private static readonly string[] Candidates = ["postgres", "nobody"];

    /// <summary>Null where the own user will do.</summary>
    public static string? Other => OperatingSystem.IsWindows() || !Environment.IsPrivilegedProcess ? null
        : Candidates.First(name => name == Candidates[^1] || IsKnown(name));

    /// <summary>What a command begins with to run as the user.</summary>
    public static IReadOnlyList<string> CommandOf(string? user) => user is null ? []
        : ["setpriv", $"--reuid={user}", $"--regid={GroupOf(user)}", "--clear-groups", "--"];

    private static bool IsKnown(string name) => FieldsOf(name) is not null;

    /// <summary>By number: a user's own group may be called otherwise.</summary>
    private static string GroupOf(string user) => FieldsOf(user)?[3] ?? user;

    private static string[]? FieldsOf(string name) => !File.Exists("/etc/passwd") ? null
        : File.ReadLines("/etc/passwd")
            .Select(line => line.Split(':'))
            .FirstOrDefault(fields => fields.Length > 3 && fields[0] == name);
}
