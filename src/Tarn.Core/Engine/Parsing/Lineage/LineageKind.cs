namespace Tarn.Engine.Parsing.Lineage;

/// <summary>How a column takes part in the making of another; the words are those of OpenLineage.</summary>
public enum LineageKind
{
    /// <summary>The value itself.</summary>
    Identity,

    /// <summary>A value computed from it, row by row.</summary>
    Transformation,

    /// <summary>A value computed from it over several rows.</summary>
    Aggregation,

    /// <summary>It decides which of several values is taken.</summary>
    Conditional,

    /// <summary>It decides which rows a window function looks at, or their order.</summary>
    Window,

    /// <summary>It decides which rows are joined.</summary>
    Join,

    /// <summary>It decides which rows there are.</summary>
    Filter,

    /// <summary>It decides which rows become one.</summary>
    GroupBy,

    /// <summary>It decides the order of the rows.</summary>
    Sort,
}
