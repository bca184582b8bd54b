using System.Diagnostics;
using Xunit;

namespace Tarn.Testing;

/// <summary>
/// An independent reader of Delta tables that checks what Tarn wrote. It lies outside of the repository, in
/// <c>shared/conformance/tools</c> beside a directory above, and needs Python, and Node with DuckDB's package in
/// DUCK_NODE_DIR.
/// </summary>
public static class DeltaLint
{
    private const string ModulesVariable = "DUCK_NODE_DIR";

    /// <summary>Why the tool cannot be run here; null when it can.</summary>
    public static string? Missing => FindTool() is null ? "../shared/conformance/tools/lint_delta.py is not there"
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

    private static string? FindTool()
    {
        for (DirectoryInfo? above = new(AppContext.BaseDirectory); above is not null; above = above.Parent)
        {
            string tool = Path.Join(above.FullName, "shared", "conformance", "tools", "lint_delta.py");
            if (File.Exists(tool))
            {
                return tool;
            }
        }

        return null;
    }
}
