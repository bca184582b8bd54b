using Tarn.Definitions.Yaml;
using Tarn.Sources;
using Tarn.Sources.Files;

namespace Tarn.Definitions.Binding.Sources;

/// <summary>A source of type <c>files</c>.</summary>
/// <param name="lakeDirectory">Which relative paths count from.</param>
internal sealed class FilesSourceBinder(BindingContext context, string lakeDirectory) : ISourceTypeBinder
{
    private static readonly string[] Own = ["data", ".tarn"];

    public SourceDefinition Bind(string name, MapReader source)
    {
        IReadOnlyList<YamlNode.Scalar> directories = source.Texts("directories");
        return new FilesSourceDefinition
        {
            Name = name,
            Place = source.Owner,
            Directories = [.. directories.Select(DirectoryOf).OfType<string>()],
            Connection = new HttpConnectionBinder(context).Bind(source, needsUrl: false),
            Feeds = new FeedBinder(context, name).Bind(
                source, (target, reader) => BindFeed(target, reader, directories.Count > 0)),
        };
    }

    private FilesFeed BindFeed(FeedTarget target, MapReader reader, bool hasDirectories)
    {
        IReadOnlyList<YamlNode.Scalar> files = reader.Texts("files");
        IReadOnlyList<YamlNode.Scalar> urls = reader.Texts("urls");
        if (files.Count + urls.Count == 0)
        {
            context.BadValue(reader.Owner, $"{reader.What} copies nothing", "expected files: PATTERN, or urls: [URL]");
        }

        if (files.Count > 0 && !hasDirectories)
        {
            context.BadValue(
                files[0].Location,
                "files are read only from directories that the source lists",
                "needs 'directories: [/srv/drops]' in the source");
        }

        foreach (YamlNode.Scalar pattern in files.Where(pattern => !IsPattern(pattern.Value)))
        {
            context.BadValue(
                pattern.Location,
                $"'{Shown.Text(pattern.Value)}' is no pattern of files below the directories",
                "expected invoices/**/*.csv; no leading '/', no '..'");
        }

        HttpConnectionBinder connections = new(context);
        return new FilesFeed
        {
            Name = target.Name,
            Bucket = target.Bucket,
            Prefix = target.Prefix,
            Place = target.Place,
            Patterns = [.. files.Select(pattern => pattern.Value)],
            Urls = [.. urls.Select(url => connections.Url(url, "urls")).OfType<Uri>()],
        };
    }

    private static bool IsPattern(string pattern) =>
        pattern.Length > 0 && !pattern.StartsWith('/') && !pattern.Split('/').Any(part => part is "" or "." or "..");

    /// <summary>What the lake writes itself is not copied into it.</summary>
    private string? DirectoryOf(YamlNode.Scalar text)
    {
        string path = Path.TrimEndingDirectorySeparator(Path.GetFullPath(text.Value, lakeDirectory));
        bool isOwn = Own.Select(own => Path.Join(lakeDirectory, own)).Any(own =>
            $"{path}/".StartsWith($"{own}/", StringComparison.Ordinal)
            || $"{own}/".StartsWith($"{path.TrimEnd('/')}/", StringComparison.Ordinal));
        if (!isOwn)
        {
            return path;
        }

        context.BadValue(
            text.Location,
            $"directory '{Shown.Text(text.Value)}' has the lake's own data",
            "expected one outside of the lake, or beside its data");
        return null;
    }
}
