using Xunit;

namespace Tarn.ProcessTests.Serving;

/// <summary>Terraform with the AWS provider that this machine has; without them the test is skipped.</summary>
internal static class TerraformProgram
{
    private const string Executable = "terraform";

    /// <summary>Names the folder of providers, laid out as a mirror: host, then <c>hashicorp/aws</c>.</summary>
    private const string MirrorVariable = "TARN_TERRAFORM_PLUGINS";

    /// <summary>Runs it in a folder.</summary>
    /// <param name="folder">With the configuration.</param>
    /// <param name="variables">That point the provider at the server.</param>
    /// <param name="command">Such as <c>plan</c>, with its arguments.</param>
    public static Task<ClientResult> RunAsync(
        string folder, IReadOnlyDictionary<string, string> variables, params string[] command)
    {
        string configuration = Path.Combine(folder, "none.rc");
        File.WriteAllText(configuration, "");
        Dictionary<string, string> all = new(variables)
        {
            ["CHECKPOINT_DISABLE"] = "1",
            ["TF_CLI_CONFIG_FILE"] = configuration,
            ["TF_IN_AUTOMATION"] = "1",
        };
        return ClientProgram.RunAsync(FindExecutable(), [$"-chdir={folder}", .. command, "-no-color"], all);
    }

    /// <summary>The folder of providers that <c>init</c> takes instead of asking the network.</summary>
    public static string RequireMirror()
    {
        FindExecutable();
        string? mirror = Mirrors().FirstOrDefault(HasProvider);
        Assert.SkipWhen(mirror is null, $"Terraform's AWS provider is not installed, or {MirrorVariable} is not set");
        return mirror;
    }

    private static string FindExecutable()
    {
        string? found = (Environment.GetEnvironmentVariable("PATH") ?? "")
            .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .Select(folder => Path.Combine(folder, Executable))
            .FirstOrDefault(File.Exists);
        Assert.SkipWhen(found is null, "Terraform is not installed");
        return found;
    }

    /// <summary>
    /// Where it is told, where Terraform itself looks, and where packages lie that are not the system's.
    /// </summary>
    private static IEnumerable<string> Mirrors()
    {
        string home = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);
        string?[] told =
        [
            Environment.GetEnvironmentVariable(MirrorVariable),
            Environment.GetEnvironmentVariable("TF_PLUGIN_CACHE_DIR"),
            Path.Combine(home, ".terraform.d", "plugins"),
            "/usr/local/share/terraform/plugins",
            "/usr/share/terraform/plugins",
        ];
        return told.OfType<string>().Concat(FoldersOf("/opt"));
    }

    private static bool HasProvider(string mirror) =>
        FoldersOf(mirror).Any(host => Directory.Exists(Path.Combine(host, "hashicorp", "aws")));

    private static string[] FoldersOf(string folder) =>
        Directory.Exists(folder) ? Directory.GetDirectories(folder) : [];
}
