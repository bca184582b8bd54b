using System.ComponentModel;
using System.Diagnostics;
using Xunit;

namespace Tarn.ProcessTests.Serving;

/// <summary>Runs programs that users have: the AWS CLI, Python with boto3, Node.</summary>
internal static class ClientProgram
{
    /// <summary>Debian's, whatever else is on the path.</summary>
    public const string AwsCli = "/usr/bin/aws";

    public const string Python = "/usr/bin/python3";

    /// <summary>Where it is missing the test is skipped; not where build.sh runs for all, which installs it.</summary>
    public static async Task<ClientResult> RunAsync(
        string program, IEnumerable<string> arguments, IReadOnlyDictionary<string, string> variables)
    {
        ProcessStartInfo start = new(program)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (string argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        foreach ((string name, string value) in variables)
        {
            start.Environment[name] = value;
        }

        start.Environment["AWS_PAGER"] = "";
        start.Environment["AWS_CONFIG_FILE"] = "/dev/null";
        try
        {
            using Process process = Process.Start(start)!;
            process.StandardInput.Close();
            Task<string> output = process.StandardOutput.ReadToEndAsync();
            Task<string> errors = process.StandardError.ReadToEndAsync();
            await process.WaitForExitAsync();
            return new ClientResult(process.ExitCode, await output, await errors);
        }
        catch (Win32Exception)
        {
            Require(isThere: false, $"{program} is not installed");
            throw;
        }
    }

    /// <summary>What a test needs of the machine: skipped without it, but not where build.sh installs it.</summary>
    public static void Require(bool isThere, string missing)
    {
        bool isInstalledHere = Environment.GetEnvironmentVariable("CI") == "true";
        Assert.SkipUnless(isThere || isInstalledHere, missing);
        Assert.True(isThere, missing);
    }
}
