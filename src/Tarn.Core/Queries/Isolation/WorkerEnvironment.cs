namespace Tarn.Queries.Isolation;

/// <summary>The environment of a worker: what .NET needs to start, and what the lake's definitions name.</summary>
internal static class WorkerEnvironment
{
    private static readonly string[] Needed =
        ["PATH", "HOME", "TMPDIR", "LANG", "DOTNET_ROOT", "DOTNET_ROOT_X64", "DOTNET_ROOT_ARM64"];

    private static readonly Dictionary<string, string> Settings = new()
    {
        // 256 MiB: without it .NET reserves as much as the machine has.
        ["DOTNET_GCHeapHardLimit"] = "0x10000000",
        ["DOTNET_gcServer"] = "0",
        ["DOTNET_DbgEnableMiniDump"] = "0",
        ["DOTNET_EnableDiagnostics"] = "0",
    };

    /// <param name="environment">Of the process to be started; holds all of this one's.</param>
    /// <param name="names">That definitions name.</param>
    public static void Fill(IDictionary<string, string?> environment, IReadOnlyList<string> names)
    {
        environment.Clear();
        foreach (string name in Needed.Concat(names))
        {
            if (Environment.GetEnvironmentVariable(name) is { } value)
            {
                environment[name] = value;
            }
        }

        foreach ((string name, string value) in Settings)
        {
            environment[name] = value;
        }
    }
}
