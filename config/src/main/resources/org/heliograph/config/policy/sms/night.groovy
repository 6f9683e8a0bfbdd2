// What the shop sends at night arrives in the morning. Decided at submission: a delay at delivery
// would hold back what others send to the same handset.
Decision submission(Sms sms) {
    if (sms.source != 'esme:shop') return accept()
    int hour = sms.time.hour
    hour >= 21 || hour < 8 ? delayUntil('08:00').tag('night') : accept()
}
