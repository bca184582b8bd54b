using Xunit;

namespace Tarn.Testing;

/// <summary>
/// Real data sets beside the checkout: <c>TARN_DATA</c>, or <c>shared/data</c> next to a directory above the tests.
/// They are too big to be part of it.
/// </summary>
public static class RealData
{
    /// <summary>The directory of the data sets, or null when there is none on this machine.</summary>
    public static string? Root { get; } = Find();

    /// <summary>The path of a file or directory of the data sets; a machine without it skips the test.</summary>
    public static string Require(params string[] segments)
    {
        Assert.SkipWhen(Root is null, "no real data: set TARN_DATA or put it into ../shared/data");
        string path = Path.Join([Root!, .. segments]);
        Assert.SkipUnless(Path.Exists(path), $"no real data at {path}");
        return path;
    }

    private static string? Find()
    {
        if (Environment.GetEnvironmentVariable("TARN_DATA") is { Length: > 0 } configured)
        {
            return configured;
        }

        for (DirectoryInfo? above = new(AppContext.BaseDirectory); above is not null; above = above.Parent)
        {
            string candidate = Path.Join(above.FullName, "shared", "data");
            if (Directory.Exists(candidate))
            {
                return candidate;
            }
        }

        return null;
    }
}
