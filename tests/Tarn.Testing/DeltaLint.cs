using System.Diagnostics;
using Xunit;

namespace Tarn.Testing;

/// <summary>
/// An independent reader of Delta tables that checks what Tarn wrote. It lies outside of the repository, in the
/// directory of <see cref="ConformanceData"/> or beside it, and needs Python, and Node with DuckDB's package in
/// DUCK_NODE_DIR, which <c>build.sh</c> and <c>bench/run</c> set.
/// </summary>
public static class DeltaLint
{
    private const string ModulesVariable = "DUCK_NODE_DIR";

    /// <summary>Why the tool cannot be run here; null when it can.</summary>
    public static string? Missing =>
        FindTool() is null ? "no lint_delta.py: set TARN_CONFORMANCE or see ../shared/conformance/tools"
        : Environment.GetEnvironmentVariable(ModulesVariable) is not null ? null
        : $"{ModulesVariable} does not name DuckDB for Node";

    /// <summary>Fails the test when a table has a fault; skips it when the tool is not there.</summary>
    public static async Task RequireCleanAsync(string tableDirectory)
    {
        Assert.SkipWhen(Missing is not null, $"{Missing}.");
        string? faults = await FindFaultsAsync(tableDirectory, TestContext.Current.CancellationToken);
        Assert.True(faults is null, $"{tableDirectory}: {faults}");
    }

    /// <summary>What the tool prints about a table; null when it finds nothing.</summary>
    /// <exception cref="InvalidOperationException">The tool is not there: see <see cref="Missing"/>.</exception>
    public static async Task<string?> FindFaultsAsync(string tableDirectory, CancellationToken cancellationToken)
    {
        string tool = FindTool() ?? throw new InvalidOperationException(Missing);
        ProcessStartInfo start = new("python3", [tool, tableDirectory]) { RedirectStandardOutput = true };
        using Process lint = Process.Start(start)!;
        string output = await lint.StandardOutput.ReadToEndAsync(cancellationToken);
        await lint.WaitForExitAsync(cancellationToken);
        return lint.ExitCode == 0 ? null : output;
    }

    private static string? FindTool() => ConformanceData.Find() is not string root ? null
        : new[] { root, Path.Join(root, "..") }
            .Select(directory => Path.GetFullPath(Path.Join(directory, "tools", "lint_delta.py")))
            .FirstOrDefault(File.Exists);
}
