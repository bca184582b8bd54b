using Tarn.Cli.Hosting;
using Tarn.Common;
using Tarn.Sources.Generation.Retail;
using Tarn.Storage;

namespace Tarn.Cli.Demo;

/// <summary>Puts daily files of a shop where the crawler of a retail lake looks for them.</summary>
internal sealed class RetailInbox
{
    /// <summary>Keys of the till's CSV files begin with it.</summary>
    public const string SalesPrefix = Prefix + "sales/";

    /// <summary>Keys of the web shop's JSON files begin with it.</summary>
    public const string WebPrefix = Prefix + "web/";

    private const string Prefix = "retail/";

    private readonly LakeHost _lake;
    private readonly IIdSource _idSource;

    /// <exception cref="TarnException">TN1003: the lake has no zone <c>raw</c>.</exception>
    public RetailInbox(LakeHost lake, IIdSource idSource)
    {
        _lake = lake;
        _idSource = idSource;
        string bucket = lake.Definition.Zones.FirstOrDefault(zone => zone.Name == "raw")?.Bucket
            ?? throw new TarnException(ErrorCodes.UnknownName, "the lake has no zone 'raw' for the files of a shop")
            {
                Hint = "make a lake that has it: tarn init DIR --example retail",
            };
        Store = lake.Buckets.Get(bucket);
    }

    public IObjectStore Store { get; }

    /// <summary>Takes daily files in.</summary>
    public FileDrop Files => new(Store);

    /// <summary>The directory of all files.</summary>
    public string Directory => Store.EnginePath(Prefix.TrimEnd('/'));

    /// <summary>The key under which the file with this name is one of the till or of the web shop.</summary>
    public static string KeyOf(string fileName) =>
        (fileName.Contains(".json", StringComparison.Ordinal) ? WebPrefix : SalesPrefix) + fileName;

    /// <summary>Generates daily files and takes in those that are not there with the same content.</summary>
    /// <param name="options">Its output directory is not used.</param>
    /// <param name="progress">Gets fractions from 0 to 1.</param>
    /// <param name="cancellationToken">Leaves nothing behind.</param>
    /// <returns>What was generated, and how many of its files were taken in.</returns>
    public async Task<(RetailGenerationResult Generated, int Added)> GenerateAsync(
        RetailGenerationOptions options, IProgress<double> progress, CancellationToken cancellationToken)
    {
        using ScratchDirectory scratch = new(_lake, _idSource);
        RetailGenerationResult result = await new RetailGenerator(_lake.Engine).GenerateAsync(
            options with { OutputDirectory = scratch.Path }, progress, cancellationToken);
        int added = await Files.MoveInAsync(
            result.Keys.Select(key => new InputFile(Path.Join(scratch.Path, key), Prefix + key)), cancellationToken);
        return (result, added);
    }
}
