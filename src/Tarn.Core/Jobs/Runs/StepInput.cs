namespace Tarn.Jobs.Runs;

/// <summary>A table that a step read, as it was then.</summary>
/// <param name="Table">Its name; of a source what was read of it: <c>shop: public.orders</c>.</param>
/// <param name="Version">Of a managed table; null for others.</param>
/// <param name="Files">Files that were read of it; null for a view, the tables behind which are listed too.</param>
public sealed record StepInput(string Table, long? Version, int? Files);
