namespace Tarn.Engine.Parsing.Lineage;

/// <summary>A column of a relation or of a SELECT's result.</summary>
internal sealed record FlowColumn(string Name, Flow Flow)
{
    public bool IsNamed(string name) => string.Equals(Name, name, StringComparison.OrdinalIgnoreCase);
}
