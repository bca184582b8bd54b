namespace Tarn.Jobs.Lineage.Events;

/// <summary>The transitions of a step that events tell of; names as OpenLineage spells them.</summary>
internal enum LineageEventType
{
    Start,
    Complete,
    Fail,
    Abort,
}
