using Xunit;

namespace Tarn.Testing;

/// <summary>
/// Tables of other engines beside the checkout, with what a reader must find in them: <c>TARN_CONFORMANCE</c>, or
/// <c>shared/conformance/delta</c> next to a directory above the tests.
/// </summary>
public static class ConformanceData
{
    /// <summary>The directories with one case each; a machine without them skips the test.</summary>
    public static IReadOnlyList<string> RequireCases()
    {
        string? root = Find();
        Assert.SkipWhen(root is null, "no conformance tables: set TARN_CONFORMANCE or see ../shared/conformance/delta");
        string[] cases =
        [
            .. new[] { root!, Path.Join(root, "delta"), Path.Join(root, "delta_extra") }
                .Where(Directory.Exists)
                .SelectMany(Directory.EnumerateDirectories)
                .Where(directory => File.Exists(Path.Join(directory, "manifest.json")))
                .Order(StringComparer.Ordinal),
        ];
        Assert.SkipWhen(cases.Length == 0, $"no conformance tables at {root}");
        return cases;
    }

    /// <summary>The table of one case; a machine without it skips the test.</summary>
    public static string RequireTable(string name)
    {
        string? found = RequireCases().FirstOrDefault(directory => Path.GetFileName(directory) == name);
        Assert.SkipWhen(found is null, $"no conformance table {name}");
        return Path.Join(found, "table");
    }

    /// <summary>A file beside the cases; a machine without it skips the test.</summary>
    public static string RequireFile(string name)
    {
        string? root = Find();
        string? path = new[] { root, Path.Join(root, "delta") }
            .Where(directory => root is not null)
            .Select(directory => Path.Join(directory, name))
            .FirstOrDefault(File.Exists);
        Assert.SkipWhen(path is null, $"no {name}: set TARN_CONFORMANCE or see ../shared/conformance/delta");
        return path!;
    }

    /// <summary>The directory of the conformance data; null on a machine without it.</summary>
    public static string? Find()
    {
        if (Environment.GetEnvironmentVariable("TARN_CONFORMANCE") is { Length: > 0 } configured)
        {
            return configured;
        }

        for (DirectoryInfo? above = new(AppContext.BaseDirectory); above is not null; above = above.Parent)
        {
            string candidate = Path.Join(above.FullName, "shared", "conformance", "delta");
            if (Directory.Exists(candidate))
            {
                return candidate;
            }
        }

        return null;
    }
}
