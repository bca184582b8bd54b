using Tarn.Tests.Tidy;
using Xunit;

namespace Tarn.Tests.Protocols.Aws.Pages;

/// <summary>The operations that a service of AWS has, as <c>eng/models/operations.py</c> wrote them.</summary>
/// <param name="Members">
/// Of the requests, by the name of the operation; empty where the service does not speak JSON.
/// </param>
internal sealed record ServiceModel(IReadOnlyDictionary<string, IReadOnlyList<string>> Members)
{
    private const string Folder = "tests/Tarn.Tests/Protocols/Aws/Models";

    public static ServiceModel Read(string service)
    {
        string path = $"{Folder}/{service}.txt";
        Assert.True(
            File.Exists(Path.Combine(SourceTree.Root, path)),
            $"{path} is missing: add '{service}' to eng/models/operations.py and run it");
        return new ServiceModel(SourceTree.ReadText(path)
            .Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => line.Split(' '))
            .ToDictionary(words => words[0], words => (IReadOnlyList<string>)words[1..]));
    }
}
