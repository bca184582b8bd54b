using Tarn.Testing;
using Xunit;

namespace Tarn.ProcessTests.Serving;

/// <summary>samples/terraform, applied, planned again and destroyed by Terraform itself.</summary>
public sealed class TerraformTests(ServedLake lake) : IClassFixture<ServedLake>
{
    private const int NoChanges = 0;

    [Fact]
    public async Task The_sample_is_made_does_not_drift_and_is_taken_away()
    {
        string mirror = TerraformProgram.RequireMirror();
        using TemporaryDirectory folder = new();
        foreach (string file in Directory.EnumerateFiles(
            Path.Combine(AppContext.BaseDirectory, "Serving", "Terraform"), "*.tf"))
        {
            File.Copy(file, Path.Combine(folder.Path, Path.GetFileName(file)));
        }

        await SucceedAsync(folder.Path, "init", "-input=false", $"-plugin-dir={mirror}");
        await SucceedAsync(folder.Path, "apply", "-input=false", "-auto-approve");
        ClientResult plan = await TerraformProgram.RunAsync(
            folder.Path, lake.Variables, "plan", "-input=false", "-detailed-exitcode");
        await SucceedAsync(folder.Path, "destroy", "-input=false", "-auto-approve");

        Assert.True(plan.ExitCode == NoChanges, plan.Output + plan.Errors);
        Assert.Empty(Directory.EnumerateDirectories(Path.Combine(lake.Lake.Directory, "data"), "shop-*"));
    }

    private async Task SucceedAsync(string folder, params string[] command)
    {
        ClientResult result = await TerraformProgram.RunAsync(folder, lake.Variables, command);
        Assert.True(result.ExitCode == 0, $"terraform {command[0]}\n{result.Output}{result.Errors}");
    }
}
