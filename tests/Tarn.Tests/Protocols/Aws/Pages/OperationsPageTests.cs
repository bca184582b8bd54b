using Tarn.Cli.Hosting;
using Tarn.Cli.Hosting.Serving;
using Tarn.Jobs;
using Tarn.Protocols.Aws.Wire;
using Tarn.Security;
using Tarn.Testing;
using Tarn.Tests.Tidy;
using Xunit;

namespace Tarn.Tests.Protocols.Aws.Pages;

/// <summary>The page of operations says what the services have.</summary>
public sealed class OperationsPageTests : IDisposable
{
    private const string PagePath = "docs/protocols/operations.md";
    private const string Switch = "TARN_UPDATE_DOCS";

    private readonly LakeRig _lake = new();

    public void Dispose() => _lake.Dispose();

    [Fact]
    public async Task The_page_lists_the_operations_that_are_served()
    {
        string page = OperationsPage.Write(await ServedAsync());
        if (Environment.GetEnvironmentVariable(Switch) is { Length: > 0 })
        {
            await File.WriteAllTextAsync(
                Path.Join(SourceTree.Root, PagePath), page, TestContext.Current.CancellationToken);
        }

        string[] kept = SourceTree.ReadText(PagePath).Split('\n');
        string[] written = page.Split('\n');
        Assert.True(
            kept.SequenceEqual(written),
            $"{PagePath} is not what the operations say; run this test with {Switch}=1 to write it.\n"
            + $"Lines that are new: {string.Join('\n', written.Except(kept))}\n"
            + $"Lines that are gone: {string.Join('\n', kept.Except(written))}");
    }

    [Fact]
    public async Task Every_operation_is_one_of_its_service()
    {
        foreach (ServedOperations service in await ServedAsync())
        {
            ServiceModel model = ServiceModel.Read(service.Service);

            Assert.All(service.All, operation => Assert.Contains(operation.Name, model.Members.Keys));
            Assert.Equal(service.All.Count, service.All.Select(operation => operation.Name).Distinct().Count());
        }
    }

    private async Task<IReadOnlyList<ServedOperations>> ServedAsync()
    {
        CliServices services = CliServices.OfProcess();
        using LakeHost lake = await _lake.OpenAsync();
        using JobRunner runner = await lake.LockForRunsAsync(CancellationToken.None);
        AccessKeys keys = new(lake.StateDirectory, services.IdSource);
        await using AwsHost host = await AwsHost.StartAsync(
            lake, runner, keys, services, (code, message) => Assert.Fail($"{code}: {message}"), CancellationToken.None);
        return [.. host.Endpoint.Operations];
    }
}
