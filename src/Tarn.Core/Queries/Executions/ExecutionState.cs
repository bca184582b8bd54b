namespace Tarn.Queries.Executions;

/// <summary>Where an execution is; from the last three nothing leads on.</summary>
public enum ExecutionState
{
    Queued,
    Running,
    Succeeded,
    Failed,
    Cancelled,
}
