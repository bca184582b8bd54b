using Tarn.Common;
using Tarn.Definitions.Yaml;
using Tarn.Streams;
using Tarn.Streams.Rules;

namespace Tarn.Definitions.Binding.Streams;

/// <summary>One file of streams/ → <see cref="StreamDefinition"/>.</summary>
/// <param name="context">Of the pass.</param>
/// <param name="directory">The lake's, absolute.</param>
internal sealed class StreamBinder(BindingContext context, string directory)
{
    private static readonly (string, bool)[] Kinds = [("stream", true)];

    public StreamDefinition? Bind(SourceText source)
    {
        if (new YamlReader(source, context.Diagnostics).ReadMap(0, source.Text.Length) is not { } map)
        {
            return null;
        }

        string name = Path.GetFileNameWithoutExtension(source.File);
        MapReader reader = new(map, context, $"stream '{name}'", map.Location);
        reader.Require("kind", "stream");
        reader.Word("kind", Kinds);
        int errors = context.Diagnostics.ErrorCount;
        StreamDefinition definition = new()
        {
            Name = name,
            Description = reader.Text("description")?.Value,
            Buffer = new BufferBinder(context).Bind(reader),
            Destination = new StreamDestinationBinder(context, name).Bind(reader),
            Limits = new StreamLimitsBinder(context).Bind(reader),
            Intake = new IntakeBinder(context, directory).Bind(reader),
        };
        reader.RefuseUnknownKeys();

        // What could not be read has a place of its own, and its default would be judged here.
        if (context.Diagnostics.ErrorCount > errors)
        {
            return null;
        }

        return Judge(definition, reader) ? definition : null;
    }

    private bool Judge(StreamDefinition definition, MapReader reader)
    {
        IReadOnlyList<StreamProblem> problems = StreamRules.FindProblems(definition);
        foreach (StreamProblem problem in problems)
        {
            SourceLocation place = KeyOf(problem.Setting) is { } key ? reader.Place(key) : reader.Owner;
            context.BadValue(place, problem.Message, problem.Hint);
        }

        return problems.Count == 0;
    }

    private static string? KeyOf(StreamSetting setting) => setting switch
    {
        StreamSetting.Buffer => "buffer",
        StreamSetting.Bucket => "bucket",
        StreamSetting.Prefix => "prefix",
        StreamSetting.ErrorPrefix => "error_prefix",
        StreamSetting.Compression => "compression",
        StreamSetting.FileExtension => "extension",
        StreamSetting.TimeZone => "time_zone",
        StreamSetting.Split => "split",
        StreamSetting.Transform => "transform",
        StreamSetting.PartitionKeys => "partition_by",
        StreamSetting.Parquet => "format",
        StreamSetting.Limits => "limits",
        StreamSetting.Signature or StreamSetting.Beacon => "http",
        _ => null,
    };
}
