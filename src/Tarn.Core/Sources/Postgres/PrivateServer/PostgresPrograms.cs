using Tarn.Common;

namespace Tarn.Sources.Postgres.PrivateServer;

/// <summary>Where PostgreSQL's own programs are: on the path, or where packages put them.</summary>
public sealed record PostgresPrograms
{
    private static readonly string[] PackageRoots =
        ["/usr/lib/postgresql", "/usr/local/pgsql", "/opt/homebrew/opt", "/usr/local/opt"];

    /// <summary>Has <c>initdb</c> and <c>postgres</c>.</summary>
    public required string Directory { get; init; }

    /// <summary>Of the newest version that is installed; null when none is.</summary>
    public static PostgresPrograms? Find()
    {
        string[] path = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(
            Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries);
        return path.Concat(PackageRoots.SelectMany(Installed))
            .Where(HasPrograms)
            .Select(directory => new PostgresPrograms { Directory = OwnDirectory(directory) })
            .FirstOrDefault();
    }

    /// <exception cref="TarnException"><c>TN1010</c>: none is installed.</exception>
    public static PostgresPrograms Require() => Find() ?? throw new TarnException(
        ErrorCodes.ProgramMissing, "PostgreSQL's programs initdb and postgres are neither on the path nor installed")
    {
        Hint = "install them ('apt-get install postgresql', 'brew install postgresql'), or name a server by its URL",
    };

    public string PathOf(string program) => Path.Join(Directory, program);

    /// <summary>Packages keep each version in a directory of its own.</summary>
    private static IEnumerable<string> Installed(string root) => System.IO.Directory.Exists(root)
        ? System.IO.Directory.EnumerateDirectories(root)
            .OrderByDescending(VersionOf)
            .Select(directory => Path.Join(directory, "bin"))
            .Append(Path.Join(root, "bin"))
        : [];

    private static int VersionOf(string directory) =>
        int.TryParse(Path.GetFileName(directory).Split('@')[^1], out int version) ? version : 0;

    /// <summary>Where a link leads there are all of them; the path may have links to some only.</summary>
    private static string OwnDirectory(string directory) =>
        File.ResolveLinkTarget(Path.Join(directory, "postgres"), returnFinalTarget: true) is { } program
            ? Path.GetDirectoryName(program.FullName)!
            : directory;

    private static bool HasPrograms(string directory) =>
        File.Exists(Path.Join(directory, "initdb")) && File.Exists(Path.Join(directory, "postgres"));
}
