using Tarn.Sources;

namespace Tarn.Definitions.Binding.Sources;

/// <summary>Reads what sources of one type say besides <c>kind</c>, <c>type</c> and <c>description</c>.</summary>
internal interface ISourceTypeBinder
{
    /// <summary>What could be read; the rest is reported.</summary>
    SourceDefinition Bind(string name, MapReader source);
}
