using System.Text.Json;
using Tarn.Crawlers.Inference;

namespace Tarn.Crawlers.Memory;

/// <summary>Keeps each schema once, so that equal ones are the same object: most files of a table look alike.</summary>
internal sealed class SchemaPool
{
    private readonly Dictionary<string, FileSchema> _schemas = new(StringComparer.Ordinal);

    public FileSchema Share(FileSchema schema)
    {
        string text = JsonSerializer.Serialize(schema, CrawlersJson.Default.FileSchema);
        return _schemas.TryGetValue(text, out FileSchema? known) ? known : _schemas[text] = schema;
    }
}
