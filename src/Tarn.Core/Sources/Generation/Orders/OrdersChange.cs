namespace Tarn.Sources.Generation.Orders;

/// <summary>What a round of a shop's business changed in its database.</summary>
/// <param name="Round">Counts the rounds, from 1.</param>
/// <param name="ChangedCustomers">Rows of customers whose segment changed.</param>
/// <param name="ChangedOrders">Rows of orders whose state changed.</param>
/// <param name="DeletedOrders">Rows of orders that are gone.</param>
/// <param name="NewCustomers">Rows of customers that came.</param>
/// <param name="NewOrders">Rows of orders that came.</param>
public sealed record OrdersChange(
    int Round, long ChangedCustomers, long ChangedOrders, long DeletedOrders, long NewCustomers, long NewOrders);
