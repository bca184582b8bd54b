using Tarn.Catalog;
using Tarn.Cli.Hosting;
using Tarn.Common;
using Tarn.Sources.Generation.Clickstream;
using Tarn.Storage;

namespace Tarn.Cli.Demo;

/// <summary>Puts files of events where a clickstream lake looks for them.</summary>
internal sealed class ClicksInbox
{
    private const string Table = "raw.clicks";
    private const string Prefix = "clicks/";

    private readonly LakeHost _lake;
    private readonly IIdSource _idSource;
    private readonly IObjectStore _store;

    /// <exception cref="TarnException">TN1003: the lake has no raw table for events.</exception>
    public ClicksInbox(LakeHost lake, IIdSource idSource)
    {
        _lake = lake;
        _idSource = idSource;
        _store = lake.Tables.FindDefined(TableName.Parse(Table)) is CatalogTable.Files files
            ? lake.Buckets.Get(files.Definition.Bucket)
            : throw new TarnException(ErrorCodes.UnknownName, $"the lake has no raw table '{Table}' for events")
            {
                Hint = "make a lake that has it: tarn init DIR --example clickstream",
            };
    }

    /// <summary>The directory of all files.</summary>
    public string Directory => _store.EnginePath(Prefix.TrimEnd('/'));

    /// <summary>Generates a file for each hour and takes in those that are not there with the same content.</summary>
    /// <param name="options">What to generate.</param>
    /// <param name="progress">Gets fractions from 0 to 1.</param>
    /// <param name="cancellationToken">Leaves nothing behind.</param>
    public async Task<ClickstreamResult> GenerateAsync(
        ClickstreamOptions options, IProgress<double> progress, CancellationToken cancellationToken)
    {
        using ScratchDirectory scratch = new(_lake, _idSource);
        ClickstreamResult result = await new ClickstreamGenerator(options, progress)
            .WriteHoursAsync(scratch.Path, cancellationToken);
        await new FileDrop(_store).MoveInAsync(
            result.Paths.Select(path => new InputFile(path, Prefix + Path.GetRelativePath(scratch.Path, path))),
            cancellationToken);
        return result;
    }
}
